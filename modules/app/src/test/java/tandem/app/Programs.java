package tandem.app;

import picocli.CommandLine;

/** The whole command line, for tests of commands in other packages. */
public final class Programs {

  private Programs() {}

  /** The program with each command and the way that it explains failures. */
  public static CommandLine main() {
    return Main.commandLine();
  }
}
