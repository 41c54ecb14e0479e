package tandem.app.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tandem.app.AppConfig;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestRoles;
import tandem.app.evaluate.Progress;
import tandem.model.ModelName;
import tandem.model.ModelSettings;
import tandem.protocol.InteractionRules;

/** A promotion by the role of a node, on tables that another role owns. */
final class PromotionRolesTest {

  private static final ModelName NAME = new ModelName("of_a_role");
  private static final DatabaseSettings OWNER = TestRoles.owner();
  private static final DatabaseSettings NODE = TestRoles.node();

  @Test
  void prepare_byTheNode_needsTheOwnerForTablesOnly() throws Exception {
    assertThatThrownBy(() -> prepare(false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("./tandem migrate --config FILE --model of_a_role");
    assertThat(Database.migrate(OWNER.of(NAME), NODE.user())).isEqualTo("8");

    Promotion promotion = prepare(false);
    assertThat(
            promotion
                .run(ModelSettings.preference(), InteractionRules.defaults(), 100, Progress.NONE)
                .name())
        .isEqualTo(NAME);
    assertThatThrownBy(() -> prepare(true)).hasMessageContaining("There is a model of_a_role");

    TestRoles.execute(NODE, "delete from side_model where name = 'of_a_role'");
    assertThatThrownBy(() -> prepare(false)).hasMessageContaining("--replace");
    Promotion again = prepare(true);
    assertThatThrownBy(again::makeRoom)
        .hasMessageContaining("Let its owner run drop schema model_of_a_role cascade")
        .hasMessageContaining("./tandem migrate --config FILE --model of_a_role");
    TestRoles.execute(OWNER, "drop schema model_of_a_role cascade");
  }

  private static Promotion prepare(boolean replace) throws IOException {
    Config config =
        AppConfig.load(
            Optional.empty(),
            ConfigFactory.parseMap(
                Map.of(
                    "tandem.database.url", NODE.url(),
                    "tandem.database.user", NODE.user(),
                    "tandem.database.password", NODE.password(),
                    "tandem.database.migrate", false)));
    return Promotion.prepare(config, NAME, replace, 0);
  }
}
