package tandem.model;

/** Checks of settings; a failure names the setting as the configuration file does. */
final class Checks {

  private Checks() {}

  static void between(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) { // the text only then: it takes longer than a step
      throw failure(name + " must be from " + least + " to " + most, value);
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0 && value <= Float.MAX_VALUE)) {
      throw failure(name + " must be above 0 and finite", value);
    }
  }

  private static IllegalArgumentException failure(String message, double value) {
    return new IllegalArgumentException(message + ", not " + value);
  }
}
