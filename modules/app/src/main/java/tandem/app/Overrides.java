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

  static Config of(@Nullable Integer port, @Nullable Path data) {
    Map<String, Object> values = new HashMap<>();
    if (port != null) {
      values.put("tandem.http.port", port);
    }
    if (data != null) {
      values.put("tandem.data-directory", data.toString());
    }
    return ConfigFactory.parseMap(values, "command line");
  }
}
