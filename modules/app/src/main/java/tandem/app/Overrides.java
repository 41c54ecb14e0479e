package tandem.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings that have an option on the command line. */
final class Overrides {

  private Overrides() {}

  /** The admin port is the one above {@code port}, as by default, if only that is given. */
  static Config of(@Nullable Integer port, @Nullable Integer adminPort, @Nullable Path data) {
    Map<String, Object> values = new HashMap<>();
    if (port != null) {
      values.put("tandem.http.port", port);
      values.put("tandem.http.admin.port", port == 0 ? 0 : port + 1);
    }
    if (adminPort != null) {
      values.put("tandem.http.admin.port", adminPort);
    }
    if (data != null) {
      values.put("tandem.data-directory", data.toString());
    }
    return ConfigFactory.parseMap(values, "command line");
  }
}
