package tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {

  private static final AttributeValue RED = new AttributeValue.Text("red");

  private static Attributes some() {
    return Attributes.of(Map.of("colour", RED, "price", new AttributeValue.Numeric(3)));
  }

  @Test
  void get_byName_isTheValueOrNone() {
    assertThat(some().get("colour")).contains(RED);
    assertThat(some().get("size")).isEmpty();
    assertThat(some().size()).isEqualTo(2);
    assertThat(some().length()).isEqualTo("colour".length() + "price".length() + "red".length());
  }

  @Test
  void equals_sameContent_isEqualWhateverTheOrder() {
    Map<String, AttributeValue> backwards = new HashMap<>();
    backwards.put("price", new AttributeValue.Numeric(3));
    backwards.put("colour", RED);
    assertThat(Attributes.of(backwards)).isEqualTo(some()).hasSameHashCodeAs(some());
    assertThat(Attributes.of(Map.of("colour", RED))).isNotEqualTo(some());
    assertThat(Attributes.of(some().toMap())).isEqualTo(some());
  }

  @Test
  void shared_equalParts_areTheSameObjects() {
    Map<Object, Object> pool = new HashMap<>();
    Attributes.Sharing sharing =
        new Attributes.Sharing() {
          @Override
          @SuppressWarnings("unchecked") // what is kept under a value equals it
          public <T> T one(T value) {
            return (T) pool.computeIfAbsent(value, first -> first);
          }
        };
    Attributes first = some().shared(sharing);
    AttributeValue again = new AttributeValue.Text(new String("red"));
    Attributes second = Attributes.of(Map.of("colour", again)).shared(sharing);

    assertThat(first).isEqualTo(some());
    assertThat(second.get("colour").orElseThrow()).isSameAs(first.get("colour").orElseThrow());
  }

  @Test
  void is_list_takesEachOfItsTexts() {
    AttributeValue list = new AttributeValue.TextList(List.of("red", "blue"));
    assertThat(list.is(RED)).isTrue();
    assertThat(list.is(list)).isTrue();
    assertThat(list.is(new AttributeValue.Text("green"))).isFalse();
    assertThat(RED.is(list)).isFalse();
  }

  @Test
  void numeric_minusZero_isZero() {
    assertThat(new AttributeValue.Numeric(-0.0)).isEqualTo(new AttributeValue.Numeric(0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void numeric_noNumber_isRefused(double number) {
    assertThatThrownBy(() -> new AttributeValue.Numeric(number))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void includes_moment_isFromTheFirstToBeforeTheLast() {
    Instant from = Instant.parse("2026-11-24T12:00:00Z");
    Instant until = from.plusMillis(5);
    Availability between = new Availability(from, until);
    assertThat(between.includes(from.minusMillis(1))).isFalse();
    assertThat(between.includes(from)).isTrue();
    assertThat(between.includes(until.minusMillis(1))).isTrue();
    assertThat(between.includes(until)).isFalse();
    assertThat(Availability.ALWAYS.includes(Instant.MIN)).isTrue();
  }
}
