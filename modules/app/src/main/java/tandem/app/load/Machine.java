package tandem.app.load;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a figure was measured on. */
final class Machine {

  private Machine() {}

  /** This machine and this Java, in words. */
  static Map<String, String> facts() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("system", system.getName() + " " + system.getVersion() + " on " + system.getArch());
    facts.put("processors", Integer.toString(system.getAvailableProcessors()));
    facts.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    facts.put("load", String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage()));
    return facts;
  }
}
