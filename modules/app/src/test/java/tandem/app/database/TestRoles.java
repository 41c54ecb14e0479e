package tandem.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A database on the test server that is set up by the SQL in docs/postgresql.md, taken from that
 * page, and migrated by its owner. There is one, made when it is first asked for.
 */
public final class TestRoles {

  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Path PAGE = Path.of("../../docs/postgresql.md");

  private TestRoles() {}

  private static final class Made {

    static final String URL = make();

    private static String make() {
      try {
        DatabaseSettings superuser = TestDatabase.POSTGRESQL.create(Path.of("unused"));
        String url = superuser.url().replaceAll("/test_\\d+", "/tandem");
        List<String> blocks =
            SQL.matcher(Files.readString(PAGE)).results().map(block -> block.group(1)).toList();
        assertThat(blocks).hasSize(2);
        execute(superuser, blocks.get(0));
        execute(new DatabaseSettings(url, superuser.user(), ""), blocks.get(1));
        String named = url.replaceAll("[?&]user=\\w+", ""); // else the user in the URL wins
        String unused = Database.migrate(owner(named), node(named).user());
        return named;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Who makes the tables. */
  public static DatabaseSettings owner() {
    return owner(Made.URL);
  }

  private static DatabaseSettings owner(String url) {
    return new DatabaseSettings(url, "tandem_owner", "change-me");
  }

  /** As whom a node runs. */
  public static DatabaseSettings node() {
    return node(Made.URL);
  }

  private static DatabaseSettings node(String url) {
    return new DatabaseSettings(url, "tandem", "change-me-too", false, "");
  }

  /** Runs statements that are separated by semicolons. */
  public static void execute(DatabaseSettings settings, String statements) throws SQLException {
    try (Connection connection = connect(settings);
        Statement statement = connection.createStatement()) {
      for (String one : statements.split(";", -1)) {
        if (!one.isBlank()) {
          statement.execute(one);
        }
      }
    }
  }

  static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }
}
