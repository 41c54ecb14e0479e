package tandem.model;

/**
 * How the factors of one side, users or items, move.
 *
 * @param biasFloor the least step of the bias, 0 to 1
 * @param biasOffset a in the step of the bias, max(biasFloor, 1 / (a + n)) at the nth interaction;
 *     above 0
 * @param biasL2 how strongly the lasting bias is drawn to zero, 0 or more
 * @param recentRate share of an error that goes into the recent bias, 0 to 1: somebody who has just
 *     rated higher than expected does so again, in the same mood or session
 * @param recentKept share of the recent bias that is left at the next interaction, 0 to 1
 * @param rate the step of the vector before Adagrad divides it, 0 or more
 * @param l2 how strongly the vector is drawn to zero, 0 or more
 */
public record StepSettings(
    double biasFloor,
    double biasOffset,
    double biasL2,
    double recentRate,
    double recentKept,
    double rate,
    double l2) {

  /** Throws {@link IllegalArgumentException} with the name of the setting that makes no sense. */
  public StepSettings {
    Checks.between("bias-floor", biasFloor, 0, 1);
    Checks.positive("bias-offset", biasOffset);
    Checks.between("bias-l2", biasL2, 0, Float.MAX_VALUE);
    Checks.between("recent-rate", recentRate, 0, 1);
    Checks.between("recent-kept", recentKept, 0, 1);
    Checks.between("rate", rate, 0, Float.MAX_VALUE);
    Checks.between("l2", l2, 0, Float.MAX_VALUE);
  }
}
