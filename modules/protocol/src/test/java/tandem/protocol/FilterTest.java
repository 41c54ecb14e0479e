package tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterTest {

  private static final AttributeValue RED = new AttributeValue.Text("red");
  private static final ItemDescription ITEM =
      new ItemDescription(
          "t",
          List.of("horror", "space"),
          false,
          Attributes.of(
              Map.of(
                  "colour", RED,
                  "price", new AttributeValue.Numeric(10),
                  "tags", new AttributeValue.TextList(List.of("a", "b")),
                  "released", new AttributeValue.Time(1_000))),
          Availability.ALWAYS);
  private static final Filter NOTHING = new Filter.AnyOf(List.of());

  private static boolean admits(Filter filter) {
    return filter.admits(ITEM);
  }

  private static Filter price(Filter.Side side, double bound) {
    return new Filter.Comparison("price", side, new AttributeValue.Numeric(bound));
  }

  @Test
  void admits_category_isAnyOfThoseNamed() {
    assertThat(admits(new Filter.Category(List.of("drama", "space")))).isTrue();
    assertThat(admits(new Filter.Category(List.of("drama")))).isFalse();
    assertThat(admits(new Filter.Category(List.of()))).isFalse();
  }

  @Test
  void admits_attribute_isOneOfTheValuesAndOfTheirKind() {
    assertThat(admits(new Filter.Attribute("colour", List.of(RED)))).isTrue();
    assertThat(admits(new Filter.Attribute("tags", List.of(new AttributeValue.Text("b")))))
        .isTrue();
    assertThat(admits(new Filter.Attribute("price", List.of(new AttributeValue.Text("10")))))
        .isFalse();
    assertThat(admits(new Filter.Attribute("size", List.of(RED)))).isFalse();
  }

  @Test
  void admits_comparison_isOnThatSideOfTheBound() {
    assertThat(admits(price(Filter.Side.BELOW, 10))).isFalse();
    assertThat(admits(price(Filter.Side.AT_MOST, 10))).isTrue();
    assertThat(admits(price(Filter.Side.ABOVE, 10))).isFalse();
    assertThat(admits(price(Filter.Side.AT_LEAST, 10))).isTrue();
    assertThat(admits(price(Filter.Side.ABOVE, 9.5))).isTrue();
    assertThat(
            admits(
                new Filter.Comparison(
                    "released", Filter.Side.BELOW, new AttributeValue.Time(1_001))))
        .isTrue();
  }

  @Test
  void admits_comparisonWithAnotherKindOrWithNothing_isFalse() {
    AttributeValue bound = new AttributeValue.Numeric(1);
    for (String name : List.of("colour", "released", "tags", "size")) {
      for (Filter.Side side : Filter.Side.values()) {
        assertThat(admits(new Filter.Comparison(name, side, bound))).isFalse();
      }
    }
    assertThatThrownBy(() -> new Filter.Comparison("colour", Filter.Side.ABOVE, RED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void admits_combined_isByLogic() {
    assertThat(admits(Filter.everything())).isTrue();
    assertThat(admits(NOTHING)).isFalse();
    assertThat(admits(new Filter.Not(NOTHING))).isTrue();
    assertThat(admits(new Filter.AllOf(List.of(Filter.everything(), NOTHING)))).isFalse();
    assertThat(admits(new Filter.AnyOf(List.of(NOTHING, Filter.everything())))).isTrue();
  }

  @Test
  void and_everything_isTheOther() {
    assertThat(Filter.everything().and(NOTHING)).isEqualTo(NOTHING);
    assertThat(NOTHING.and(Filter.everything())).isEqualTo(NOTHING);
    assertThat(admits(NOTHING.and(price(Filter.Side.ABOVE, 0)))).isFalse();
  }
}
