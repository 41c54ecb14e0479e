package tandem.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from the manifest of its jar. */
final class Version implements IVersionProvider {

  private static final String APP_VERSION = "akka.cluster.app-version";
  private static final String UNSET = "0.0.0";

  Version() {}

  @Override
  public String[] getVersion() {
    String version = ofJar();
    return new String[] {"tandem " + (version == null ? "development" : version)};
  }

  /**
   * What the members of a cluster tell each other, so that no shard moves to an older one; unless
   * the configuration says something else.
   */
  static Config asAppVersion(Config given) {
    String version = ofJar();
    return version == null || !given.getString(APP_VERSION).equals(UNSET)
        ? ConfigFactory.empty()
        : ConfigFactory.parseMap(Map.of(APP_VERSION, version));
  }

  private static @Nullable String ofJar() {
    return Main.class.getPackage().getImplementationVersion();
  }
}
