package tandem.peer;

import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import tandem.model.Factors;
import tandem.model.Sgd;

/** An item: steps, and answers with its vector of before. */
final class ItemLearner extends KeyedProcessFunction<String, Pull, Gradient> {

  private static final long serialVersionUID = 1L;

  private final JobSettings settings;
  private final Watch watch;
  private transient @Nullable Sgd sgd;
  private transient @Nullable ValueState<Factors> state;

  ItemLearner(JobSettings settings, Watch watch) {
    this.settings = settings;
    this.watch = watch;
  }

  @Override
  public void open(OpenContext context) {
    sgd = settings.sgd();
    state =
        getRuntimeContext().getState(new ValueStateDescriptor<>("item", FactorsSerializer.TYPE));
  }

  @Override
  public void processElement(Pull pull, Context context, Collector<Gradient> out) throws Exception {
    Sgd model = Objects.requireNonNull(sgd);
    ValueState<Factors> kept = Objects.requireNonNull(state);
    Event event = pull.event();
    Factors known = kept.value();
    Factors before = known == null ? model.freshItem(event.item()) : known;
    float error = model.error(event.target(), event.mean(), pull.user(), before);
    Factors after = model.stepItem(before, pull.user().vector(), error);
    kept.update(after);
    watch.itemStepped(event, error, after);
    out.collect(new Gradient(event.id(), event.user(), error, before.vector(), event.appended()));
  }
}
