package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;

class DescriptionTermsTest {

  @Test
  void of_attributes_areTermsUnlessNumbersOrTimes() {
    Attributes attributes =
        Attributes.of(
            Map.of(
                "studio", new AttributeValue.Text("Fox"),
                "languages", new AttributeValue.TextList(List.of("en", "de")),
                "dubbed", new AttributeValue.Flag(true),
                "used", new AttributeValue.Flag(false),
                "price", new AttributeValue.Numeric(9.5),
                "released", new AttributeValue.Time(7)));
    ItemDescription description =
        new ItemDescription(
            "Alien (1979)", List.of("Horror"), false, attributes, Availability.ALWAYS);

    assertThat(DescriptionTerms.of(description).values())
        .containsExactly(
            "attribute dubbed=true",
            "attribute languages=de",
            "attribute languages=en",
            "attribute studio=fox",
            "category horror",
            "word alien",
            "year 1979");
  }

  @Test
  void of_noDescription_areNone() {
    assertThat(DescriptionTerms.of(ItemDescription.NONE).values()).isEmpty();
  }
}
