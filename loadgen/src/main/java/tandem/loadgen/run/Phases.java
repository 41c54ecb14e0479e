package tandem.loadgen.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plan of phases one after the other: a constant rate, a ramp, or steps. */
public final class Phases implements Schedule {

  private static final double NANOS = 1e9;

  private final List<Phase> phases;
  private final double[] countBefore;
  private final double[] secondsBefore;

  /** The phases in their order, at least one. */
  public Phases(List<Phase> phases) {
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("there must be a phase");
    }
    this.phases = List.copyOf(phases);
    this.countBefore = new double[phases.size() + 1];
    this.secondsBefore = new double[phases.size() + 1];
    for (int p = 0; p < phases.size(); p++) {
      countBefore[p + 1] = countBefore[p] + phases.get(p).count();
      secondsBefore[p + 1] = secondsBefore[p] + phases.get(p).seconds();
    }
  }

  /** One rate, in things a second, all the time. */
  public static Phases constant(Duration length, double rate) {
    return new Phases(List.of(Phase.constant(length, rate)));
  }

  /** {@code count} steps of the same length, at least two, from one rate to another. */
  public static Phases steps(Duration length, int count, double from, double to) {
    if (count < 2) {
      throw new IllegalArgumentException("there must be two steps or more");
    }
    List<Phase> steps = new ArrayList<>();
    for (int step = 0; step < count; step++) {
      double rate = from + (to - from) * step / (count - 1);
      steps.add(Phase.constant(length.dividedBy(count), rate));
    }
    return new Phases(steps);
  }

  /** The same plan with all rates multiplied by {@code factor}, 0 or more. */
  public Phases times(double factor) {
    return new Phases(phases.stream().map(phase -> phase.times(factor)).toList());
  }

  /** Thing {@code n} is due when n + 1 have come together. */
  @Override
  public long due(long n) {
    int p = 0;
    while (p < phases.size() - 1 && countBefore[p + 1] < n + 1) {
      p++;
    }
    Phase phase = phases.get(p);
    double count = Math.min(phase.count(), n + 1 - countBefore[p]);
    return (long) ((secondsBefore[p] + phase.secondsUntil(count)) * NANOS);
  }

  @Override
  public long size() {
    return (long) (countBefore[phases.size()] + 1e-6);
  }

  @Override
  public long length() {
    return (long) (secondsBefore[phases.size()] * NANOS);
  }
}
