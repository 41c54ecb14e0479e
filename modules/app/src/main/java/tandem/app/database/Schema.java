package tandem.app.database;

import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;

/** The tables of a database, and whether they are those that this program knows. */
final class Schema {

  private final Flyway flyway;
  private final String migrate;

  /**
   * The schema of {@code settings}, behind a {@code pool} that is not bound to it.
   *
   * @param role that the migration lets read and write, if another one makes the tables
   */
  Schema(DataSource pool, DatabaseSettings settings, String role) {
    FluentConfiguration flyway =
        Flyway.configure()
            .dataSource(pool)
            .locations(settings.dialect().migrations())
            .placeholders(Map.of("role", role))
            .cleanDisabled(true)
            .validateMigrationNaming(true);
    if (!settings.schema().isEmpty()) {
      flyway.schemas(settings.schema()).createSchemas(true);
    }
    this.flyway = flyway.load();
    this.migrate = "./tandem migrate --config FILE" + settings.modelOption();
  }

  /** Makes or alters the tables; returns the version that they then have. */
  String migrate() {
    try {
      requireNotNewer();
      flyway.migrate();
      return version(flyway.info().current());
    } catch (FlywayException failed) {
      throw refused(failed);
    }
  }

  /** Changes nothing, and throws {@link SchemaException} if a migration is due. */
  void require() {
    try {
      requireNotNewer();
      MigrationInfo[] due = flyway.info().pending();
      if (due.length > 0) {
        throw new SchemaException(due(due[due.length - 1]));
      }
      ValidateResult result = flyway.validateWithResult();
      if (!result.validationSuccessful) {
        throw new SchemaException(
            "The database's schema is not the one that this program makes: "
                + oneLine(result.getAllErrorMessages()));
      }
    } catch (FlywayException failed) {
      throw refused(failed);
    }
  }

  private String due(MigrationInfo newest) {
    MigrationInfo current = flyway.info().current();
    return current == null
        ? "The database has no tables yet: let its owner run %s.".formatted(migrate)
        : "The database's schema is of version %s and this program needs %s: back it up, and let its owner run %s."
            .formatted(version(current), version(newest), migrate);
  }

  // Flyway itself lets an old program start on a newer schema.
  private void requireNotNewer() {
    Arrays.stream(flyway.info().all())
        .filter(one -> one.getState() == MigrationState.FUTURE_SUCCESS)
        .reduce((earlier, later) -> later)
        .ifPresent(
            newest -> {
              throw new SchemaException(
                  "The database's schema is of version %s, which this program does not know yet: run the newer program that ran ./tandem migrate on it."
                      .formatted(version(newest)));
            });
  }

  private static String version(MigrationInfo migration) {
    MigrationVersion version = migration.getVersion();
    return version == null ? migration.getDescription() : version.getVersion();
  }

  private SchemaException refused(FlywayException failed) {
    Throwable reason = failed;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return new SchemaException(
        "The database's schema can't be brought to this program's, which its owner does by %s: %s"
            .formatted(migrate, oneLine(reason.getMessage())),
        failed);
  }

  private static String oneLine(@Nullable String text) {
    return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
