package tandem.app.store;

import akka.Done;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tandem.model.ModelName;
import tandem.model.ModelSettings;

/** The table {@code side_model}, by which all nodes know what else to learn and what to serve. */
public final class JdbcSideModels {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Sql sql;

  /** Keeps them by {@code sql}, in the schema of the main model. */
  public JdbcSideModels(Sql sql) {
    this.sql = sql;
  }

  /** All, by name. */
  public CompletionStage<List<SideModel>> all() {
    return sql.run(JdbcSideModels::read);
  }

  /** All, by name, over a connection to the main model's tables. */
  public static List<SideModel> read(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select name, settings, promoted_at, active, mended_to from side_model"
                    + " order by name");
        ResultSet row = query.executeQuery()) {
      List<SideModel> models = new ArrayList<>();
      while (row.next()) {
        models.add(
            new SideModel(
                new ModelName(row.getString(1)),
                settings(row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getBoolean(4),
                row.getLong(5)));
      }
      return models;
    }
  }

  private static ModelSettings settings(String json) throws SQLException {
    try {
      return JSON.readValue(json, ModelSettings.class);
    } catch (JsonProcessingException e) {
      throw new SQLException("settings of a model are not those of this program: " + json, e);
    }
  }

  /** From now on every node learns {@code model}; fails where there is one of this name. */
  public CompletionStage<Done> insert(SideModel model) {
    return sql.run(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into side_model (name, settings, promoted_at, active, mended_to)"
                      + " values (?, ?, ?, ?, ?)")) {
            insert.setString(1, model.name().value());
            insert.setString(2, JSON.writeValueAsString(model.settings()));
            insert.setLong(3, model.promotedAt().toEpochMilli());
            insert.setBoolean(4, model.active());
            insert.setLong(5, model.mendedTo());
            insert.executeUpdate();
            return Done.getInstance();
          } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers is always JSON", e);
          }
        });
  }

  /** From now on {@code name} answers; false if there is no such model. */
  public CompletionStage<Boolean> activate(ModelName name) {
    return sql.transaction(
        connection -> {
          int there = 0;
          try (PreparedStatement update =
              connection.prepareStatement("update side_model set active = (name = ?)")) {
            update.setString(1, name.value());
            update.executeUpdate();
          }
          try (PreparedStatement query =
              connection.prepareStatement("select count(*) from side_model where active")) {
            try (ResultSet row = query.executeQuery()) {
              there = row.next() ? row.getInt(1) : 0;
            }
          }
          if (there == 0 && !name.isMain()) {
            connection.rollback();
            return false;
          }
          return true;
        });
  }

  /** From now on no node learns it; false if it is active or not there. Its tables stay. */
  public CompletionStage<Boolean> remove(ModelName name) {
    return sql.run(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from side_model where name = ? and not active")) {
            delete.setString(1, name.value());
            return delete.executeUpdate() == 1;
          }
        });
  }

  /** Notes that the model is mended up to {@code ordering}. */
  public CompletionStage<Done> mended(ModelName name, long ordering) {
    return sql.run(connection -> mended(connection, name, ordering));
  }

  private static Done mended(Connection connection, ModelName name, long ordering)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update side_model set mended_to = ? where name = ? and mended_to < ?")) {
      update.setLong(1, ordering);
      update.setString(2, name.value());
      update.setLong(3, ordering);
      update.executeUpdate();
    }
    return Done.getInstance();
  }
}
