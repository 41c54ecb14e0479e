package tandem.model;

/** Checks of settings; a failure names the setting as the configuration file does. */
final class Checks {

  private Checks() {}

  static void between(String name, double value, double least, double most) {
    require(
        value >= least && value <= most, name + " must be from " + least + " to " + most, value);
  }

  static void positive(String name, double value) {
    require(value > 0 && value <= Float.MAX_VALUE, name + " must be above 0 and finite", value);
  }

  private static void require(boolean condition, String message, double value) {
    if (!condition) {
      throw new IllegalArgumentException(message + ", not " + value);
    }
  }
}
