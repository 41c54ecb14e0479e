package tandem.app.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;
import tandem.protocol.ProtocolModule;

/**
 * An item's description in the columns of {@code index_item}: categories a line each, attributes as
 * JSON, moments as epoch milliseconds. Rows of before there were attributes have null there.
 */
public final class DescriptionColumns {

  /** The columns, in the order of {@link #set}. */
  public static final String NAMES =
      "title, categories, hidden, attributes, available_from, available_until";

  /** How many columns there are. */
  static final int COUNT = 6;

  private static final String SEPARATOR = "\n";
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new ProtocolModule()).build();

  private DescriptionColumns() {}

  /** The description of the row. */
  public static ItemDescription get(ResultSet row) throws SQLException {
    return new ItemDescription(
        Objects.requireNonNullElse(row.getString("title"), ""),
        categories(Objects.requireNonNullElse(row.getString("categories"), "")),
        row.getBoolean("hidden"),
        attributes(row.getString("attributes")),
        new Availability(moment(row, "available_from"), moment(row, "available_until")));
  }

  /** Sets the parameters from {@code first} on. */
  static void set(PreparedStatement statement, int first, ItemDescription description)
      throws SQLException {
    statement.setString(first, description.title());
    statement.setString(first + 1, String.join(SEPARATOR, description.categories()));
    statement.setBoolean(first + 2, description.hidden());
    statement.setString(first + 3, text(description.attributes()));
    setMoment(statement, first + 4, description.availability().from());
    setMoment(statement, first + 5, description.availability().until());
  }

  private static List<String> categories(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1));
  }

  private static Attributes attributes(@Nullable String text) throws SQLException {
    try {
      return text == null ? Attributes.NONE : JSON.readValue(text, Attributes.class);
    } catch (JsonProcessingException e) {
      throw new SQLException("index_item.attributes can't be read", e);
    }
  }

  private static @Nullable String text(Attributes attributes) throws SQLException {
    try {
      return attributes.size() == 0 ? null : JSON.writeValueAsString(attributes);
    } catch (JsonProcessingException e) {
      throw new SQLException("attributes can't be written", e);
    }
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static void setMoment(PreparedStatement statement, int at, @Nullable Instant moment)
      throws SQLException {
    if (moment == null) {
      statement.setNull(at, Types.BIGINT);
    } else {
      statement.setLong(at, moment.toEpochMilli());
    }
  }
}
