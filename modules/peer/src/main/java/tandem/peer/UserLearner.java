package tandem.peer;

import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import tandem.model.Factors;
import tandem.model.Sgd;
import tandem.model.UserId;

/**
 * A user: asks the item of each event, and steps when the gradient is in. A gradient may come
 * twice, or from before a failure, since it is written at least once: only one that is under way
 * counts, and so each event counts once.
 *
 * <p>What waits is in the state. A cycle must not hold up its own gradients, so the source is not
 * held up for a user that is behind.
 */
final class UserLearner extends KeyedCoProcessFunction<String, Event, Gradient, Pull>
    implements CheckpointedFunction, CheckpointListener {

  private static final long serialVersionUID = 1L;

  private final JobSettings settings;
  private final Watch watch;
  private transient @Nullable Sgd sgd;
  private transient @Nullable ValueState<UserRow> state;
  private transient @Nullable MapState<Long, Event> waiting;
  private transient @Nullable NotYetDurable notYetDurable;

  UserLearner(JobSettings settings, Watch watch) {
    this.settings = settings;
    this.watch = watch;
  }

  @Override
  public void open(OpenContext context) {
    sgd = settings.sgd();
    state =
        getRuntimeContext().getState(new ValueStateDescriptor<>("user", UserRowSerializer.TYPE));
    waiting =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("waiting", Types.LONG, EventSerializer.TYPE));
  }

  @Override
  public void processElement1(Event event, Context context, Collector<Pull> out) throws Exception {
    UserRow row = row(event.user());
    if (row.hasWaiting() || row.underWay().length >= settings.underWay()) {
      waiting().put(row.end(), event);
      state().update(row.queued());
    } else {
      out.collect(new Pull(event, row.factors()));
      state().update(row.asked(event.id()));
    }
  }

  @Override
  public void processElement2(Gradient gradient, Context context, Collector<Pull> out)
      throws Exception {
    UserRow row = row(gradient.user());
    if (!row.isUnderWay(gradient.id())) {
      return; // written twice
    }
    Factors stepped =
        Objects.requireNonNull(sgd).stepUser(row.factors(), gradient.item(), gradient.error());
    row = row.learned(gradient.id(), stepped);
    while (row.hasWaiting() && row.underWay().length < settings.underWay()) {
      Event next = waiting().get(row.first());
      waiting().remove(row.first());
      out.collect(new Pull(next, stepped));
      row = row.dequeued().asked(next.id());
    }
    state().update(row);
    watch.userStepped(gradient, stepped);
    Objects.requireNonNull(notYetDurable).add(gradient.appended());
  }

  private UserRow row(UserId user) throws Exception {
    UserRow known = state().value();
    return known == null ? UserRow.fresh(Objects.requireNonNull(sgd).freshUser(user)) : known;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    notYetDurable = new NotYetDurable(watch);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    Objects.requireNonNull(notYetDurable).begin(context.getCheckpointId());
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    Objects.requireNonNull(notYetDurable).complete(checkpoint);
  }

  private ValueState<UserRow> state() {
    return Objects.requireNonNull(state);
  }

  private MapState<Long, Event> waiting() {
    return Objects.requireNonNull(waiting);
  }
}
