package tandem.peer;

import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.jspecify.annotations.Nullable;
import tandem.model.RunningMean;

/** Gives each event the mean of the ratings so far, of its reader. */
final class WithMean extends RichMapFunction<Event, Event> implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private transient @Nullable RunningMean mean;
  private transient @Nullable ListState<Double> kept;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    kept =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("ratings", Types.DOUBLE));
    long count = 0;
    double sum = 0;
    boolean isCount = true;
    for (double each : kept.get()) {
      if (isCount) {
        count += (long) each;
      } else {
        sum += each;
      }
      isCount = !isCount;
    }
    mean = new RunningMean(count, sum);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    RunningMean now = Objects.requireNonNull(mean);
    Objects.requireNonNull(kept).update(List.of((double) now.count(), now.sum()));
  }

  @Override
  public Event map(Event event) {
    RunningMean now = Objects.requireNonNull(mean);
    if (event.target().weight() > 0) {
      now.add(event.target().value());
    }
    return event.withMean((float) now.mean());
  }
}
