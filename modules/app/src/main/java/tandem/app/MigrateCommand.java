package tandem.app;

import com.typesafe.config.Config;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;

/**
 * {@code ./tandem migrate}: what the owner of the tables does before a node starts that may not
 * make them.
 */
@Command(
    name = "migrate",
    description = "Makes or alters the tables, as their owner.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private NodeOptions node = new NodeOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Override
  public Integer call() throws IOException {
    Config settings = node.config();
    AppSettings app = AppSettings.of(settings);
    DatabaseSettings owner =
        DatabaseSettings.ofOwner(settings.getConfig("tandem.database"), app.dataDirectory())
            .of(model.name());
    String version = Database.reached(() -> Database.migrate(owner, app.database().user()));
    if (spec != null) {
      spec.commandLine().getOut().printf("The schema is of version %s.%n", version);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
