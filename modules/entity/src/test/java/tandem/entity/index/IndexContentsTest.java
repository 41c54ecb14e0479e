package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;

class IndexContentsTest {

  private final IndexContents contents =
      new IndexContents(new Sgd(ModelSettings.rating().withFactors(1)));

  private static IndexedItem item(String id, long sequence, ItemDescription description) {
    return new IndexedItem(
        new ItemId(id), sequence, FactorVector.of(1f), 0f, 0, 0, description, false);
  }

  /** Equal to all others, and of no object that they have. */
  private static ItemDescription red() {
    return new ItemDescription(
        "t",
        new ArrayList<>(List.of("horror")),
        false,
        Attributes.of(Map.of("colour", new AttributeValue.Text("red"))),
        Availability.ALWAYS);
  }

  private ItemDescription kept(String id) {
    return contents.find(new ItemId(id)).orElseThrow().description();
  }

  @Test
  void keep_equalDescriptions_areKeptOnce() {
    contents.keep(item("a", 1, red()));
    contents.keep(item("b", 1, red()));

    assertThat(kept("b")).isEqualTo(red());
    assertThat(kept("b").categories()).isSameAs(kept("a").categories());
    assertThat(kept("b").attributes().get("colour").orElseThrow())
        .isSameAs(kept("a").attributes().get("colour").orElseThrow());
  }

  @Test
  void topK_detailed_hasVectorBiasAndTheBoostsThatHold() {
    contents.keep(item("a", 1, red()));
    List<IndexQuery.Boost> boosts =
        List.of(
            new IndexQuery.Boost(new Filter.Category(List.of("other")), 1),
            new IndexQuery.Boost(new Filter.Category(List.of("horror")), 2));
    IndexQuery query = IndexQuery.byHeat().with(Filter.everything(), boosts);

    assertThat(contents.topK(query, 1, Set.of(), Instant.EPOCH))
        .containsExactly(new Hit(new ItemId("a"), 2, "t", List.of("horror")));
    assertThat(contents.topK(query.detailed(true), 1, Set.of(), Instant.EPOCH))
        .extracting(Hit::detail)
        .containsExactly(new Hit.Detail(FactorVector.of(1f), 0f, List.of(1), 0));
  }

  @Test
  void keep_moveWithTheSameDescription_keepsTheOneThatIsHere() {
    contents.keep(item("a", 1, red()));
    ItemDescription before = kept("a");
    contents.keep(item("a", 2, red()));

    assertThat(kept("a")).isSameAs(before);
    assertThat(contents.find(new ItemId("a")).orElseThrow().sequence()).isEqualTo(2);
  }
}
