# Prints what the older build answers; see README.md.
import json, urllib.request
B='http://127.0.0.1:18910'
def get(p): return json.load(urllib.request.urlopen(B+p, timeout=30))
def ids(p):
    out=[];c=None
    while True:
        a=get(p+'?limit=50'+('&cursor='+c if c else '')); out+=a['ids']; c=a.get('next_cursor')
        if not c: return out
a={'users':{u:get('/v1/users/'+u) for u in ids('/v1/users')},
   'items':{i:get('/v1/items/'+i) for i in ids('/v1/items')},
   'lists':{u:get(f'/v1/users/{u}/recommendations?k=10')['items'] for u in ('u0','u5','u7')}}
rows=[]
for name,part in a.items():
    rows.append('  "%s": {\n'%name+',\n'.join('    "%s": %s'%(k,json.dumps(v)) for k,v in part.items())+'\n  }')
print('{\n'+',\n'.join(rows)+'\n}')
