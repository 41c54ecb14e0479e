# Teaches the older build; see README.md. python3 record.py 1, and after the compaction python3 record.py 2
import json, random, urllib.request, time, sys
B='http://127.0.0.1:18910'
def call(m,p,b=None):
    r=urllib.request.Request(B+p, method=m, data=None if b is None else json.dumps(b).encode(), headers={'Content-Type':'application/json'})
    with urllib.request.urlopen(r, timeout=30) as a:
        t=a.read(); return json.loads(t) if t else None
def settled():
    while call('GET','/v1/events')['waiting']: time.sleep(0.1)
rnd=random.Random(4)
phase=sys.argv[1]
for i in (range(0,12) if phase=='1' else []):
    call('PUT',f'/v1/items/i{i}',{'title':f'Title {i}','categories':[['a','b','c'][i%3]]})
T=1700000000
events=[]
for n in range(360):
    u=f'u{rnd.randrange(12)}'; i=f'i{int(rnd.paretovariate(0.9))%30}'
    e={'user_id':u,'item_id':i,'timestamp':T+60*n}
    k=rnd.random()
    if k<0.75: e['value']=rnd.randrange(1,11)/2
    elif k<0.9: e['type']=rnd.choice(['click','purchase','like'])
    if rnd.random()<0.3: e['event_id']=f'e{n}'
    events.append(e)
# in small groups, so that entities write many events
sent=0
for n in (range(0,180,6) if phase=='1' else range(180,360,6)):
    g=events[n:n+6]
    call('POST','/v1/events',g); sent+=len(g)
    if n%60==54: settled()
settled()
if phase=='1': sys.exit()
# repetitions by the producer
call('POST','/v1/events',events[10:20]); settled()
call('DELETE','/v1/items/i3')
receipt=call('DELETE','/v1/users/u7'); print(receipt)
# and the erased user comes back
call('POST','/v1/events',{'user_id':'u7','item_id':'i1','value':4,'timestamp':T+99999}); settled()
time.sleep(7) # the index is flushed
