package tandem.app.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;

class RatingsFileTest {

  private static final Instant TIME = Instant.parse("2000-07-30T18:45:03Z");

  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path empty) {
    folder = empty;
  }

  @Test
  void interactions_movieLens_areReadInOrderOfLines() throws IOException {
    Path file =
        write("ratings.csv", "userId,movieId,rating,timestamp\n1,10,4.0,964982703\n2,7,0.5,5\n");

    assertThat(read(file))
        .containsExactly(
            interaction("1", "10", "rating", 4.0, TIME),
            interaction("2", "7", "rating", 0.5, Instant.ofEpochSecond(5)));
  }

  @Test
  void interactions_movieTweetings_needNoHeader() throws IOException {
    Path file = write("ratings.dat", "1::0104257::7::964982703\n");

    assertThat(read(file)).containsExactly(interaction("1", "0104257", "rating", 7.0, TIME));
  }

  @Test
  void interactions_withoutHeader_mayHaveAnyIdsAndNegativeRatings() throws IOException {
    Path file = write("jester.csv", "u1,B000-i,-7.5,964982703\n");

    assertThat(read(file)).containsExactly(interaction("u1", "B000-i", "rating", -7.5, TIME));
  }

  @Test
  void interactions_gzippedTsvWithQuantity_arePurchases() throws IOException {
    Path file = folder.resolve("events.tsv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          "user\titem\tquantity\ttimestamp\n13085\t79323P\t12\t964982703\n"
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThat(read(file)).containsExactly(interaction("13085", "79323P", "purchase", null, TIME));
  }

  @Test
  void interactions_returnedPurchase_isABadLine() throws IOException {
    Path file = write("events.csv", "user,item,quantity\na,b,-1\n");

    assertThat(badLines(file))
        .containsExactly("line 2, column quantity: a purchase has a quantity above 0");
  }

  @Test
  void interactions_ownTypes_areKeptInLowerCase() throws IOException {
    Path file =
        write(
            "events.csv",
            "event_type,item_id,user_id,value,time\nClick,i,u,,964982703\n,i,u,3,964982703\n");

    assertThat(read(file))
        .containsExactly(
            interaction("u", "i", "click", null, TIME), interaction("u", "i", "rating", 3.0, TIME));
  }

  @Test
  void interactions_everyFormOfTime_isTheSameInstant() throws IOException {
    Path file =
        write(
            "events.csv",
            """
            user,item,timestamp
            u,i,964982703
            u,i,964982703000
            u,i,964982703000000
            u,i,964982703.0
            u,i,2000-07-30T18:45:03Z
            u,i,2000-07-30 18:45:03
            u,i,2000-07-30T20:45:03+02:00
            u,i,2000-07-30T13:45:03-05:00
            """);

    assertThat(read(file)).hasSize(8).extracting(Interaction::timestamp).containsOnly(TIME);
  }

  @Test
  void interactions_dayAlone_startsAtMidnight() throws IOException {
    Path file = write("events.csv", "user,item,timestamp\nu,i,2000-07-30\n");

    assertThat(read(file).get(0).timestamp()).isEqualTo("2000-07-30T00:00:00Z");
  }

  @Test
  void interactions_withoutTimestamp_haveTheTimeOfTheFile() throws IOException {
    Path file = write("events.csv", "user,item\nu,i\n");
    Files.setLastModifiedTime(file, FileTime.from(TIME));

    assertThat(read(file)).containsExactly(interaction("u", "i", "view", null, TIME));
  }

  @Test
  void interactions_quotedCells_mayHoldTheDelimiter() throws IOException {
    Path file = write("events.csv", "user,note,item\n\"u\",\"a, \"\"b\"\"\",i\n");

    assertThat(read(file)).extracting(Interaction::item).containsExactly(new ItemId("i"));
  }

  @Test
  void interactions_byteOrderMarkBlankLinesAndCrLf_arePassedOver() throws IOException {
    Path file = write("events.csv", "\uFEFFuser,item\r\n\r\nu,i\r\n\r\n");

    assertThat(read(file)).extracting(Interaction::user).containsExactly(new UserId("u"));
    assertThat(badLines(file)).isEmpty();
  }

  @Test
  void interactions_badLines_areNamedAndTheRestIsRead() throws IOException {
    Path file =
        write(
            "r.csv",
            """
            user,item,rating,timestamp
            u u,i,3,5
            u,,3,5
            u,i,x,5
            u,i,NaN,5
            u,i,3,soon
            u,i,3
            "u,i,3,5
            u,i,3,5
            """);

    assertThat(read(file)).hasSize(1);
    assertThat(badLines(file))
        .containsExactly(
            "line 2, column user: an id has 1 to 128 characters of [A-Za-z0-9._:@-]",
            "line 3, column item: an id has 1 to 128 characters of [A-Za-z0-9._:@-]",
            "line 4, column rating: it is not a number",
            "line 5, column rating: it is not a finite number",
            "line 6, column timestamp: a time is epoch seconds or ISO-8601",
            "line 7: it has 3 cells, not 4",
            "line 8: its quotes don't match");
  }

  @Test
  void interactions_manyBadLines_areCountedButNotAllKept() throws IOException {
    Path file = write("r.csv", "user,item\n" + "!,i\n".repeat(InteractionLines.KEPT + 5));

    try (InteractionLines lines = RatingsFile.open(file).interactions()) {
      assertThat(lines.hasNext()).isFalse();
      assertThat(lines.badCount()).isEqualTo(InteractionLines.KEPT + 5L);
      assertThat(lines.badLines()).hasSize(InteractionLines.KEPT);
      assertThatThrownBy(lines::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void bytesRead_atTheEnd_isTheSizeOfTheFile() throws IOException {
    RatingsFile file = RatingsFile.open(write("r.csv", "user,item\nu,i\nu,j\n"));

    try (InteractionLines lines = file.interactions();
        Stream<Interaction> stream = lines.stream()) {
      assertThat(stream.toList()).hasSize(2);
      assertThat(lines.bytesRead()).isEqualTo(file.bytes());
    }
  }

  @Test
  void scale_ratings_isTheCommonScaleAroundThem() throws IOException {
    assertThat(scale("0.5", "5.0")).isEqualTo(new RatingScale(0.5, 5));
    assertThat(scale("1", "4")).isEqualTo(new RatingScale(1, 5));
    assertThat(scale("0", "1")).isEqualTo(new RatingScale(0, 1));
    assertThat(scale("0", "3")).isEqualTo(new RatingScale(0, 5));
    assertThat(scale("0", "6")).isEqualTo(new RatingScale(0, 10));
    assertThat(scale("2", "10")).isEqualTo(new RatingScale(0, 10));
    assertThat(scale("7", "64")).isEqualTo(new RatingScale(0, 100));
    assertThat(scale("-10", "10")).isEqualTo(new RatingScale(-10, 10));
    assertThat(scale("500", "500")).isEqualTo(new RatingScale(500, 501));
  }

  @Test
  void scale_withoutRatings_isEmpty() throws IOException {
    assertThat(RatingsFile.open(write("a.csv", "user,item\nu,i\n")).scale()).isEmpty();
    assertThat(RatingsFile.open(write("b.csv", "user,item,rating\nu,i,\n")).scale()).isEmpty();
  }

  @Test
  void open_withoutUserOrItem_namesWhatIsMissing() throws IOException {
    Path file = write("r.csv", "who,item,rating\n");

    assertThatThrownBy(() -> RatingsFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no column [user]")
        .hasMessageContaining("[who, item, rating]");
  }

  @Test
  void open_emptyFile_isRefused() throws IOException {
    Path file = write("r.csv", "");

    assertThatThrownBy(() -> RatingsFile.open(file)).hasMessageContaining("is empty");
  }

  @Test
  void items_movieLens_haveTitleAndCategories() throws IOException {
    Path file = write("ratings.csv", "userId,movieId,rating,timestamp\n");
    write(
        "movies.csv",
        """
            movieId,title,genres
            1,Toy Story (1995),Adventure|Children
            11,"American President, The (1995)",(no genres listed)
            """);

    assertThat(RatingsFile.open(file).items())
        .containsExactly(
            title("1", "Toy Story (1995)", "Adventure", "Children"),
            title("11", "American President, The (1995)"));
  }

  @Test
  void items_movieTweetingsAndRetail_areRead() throws IOException {
    Path file = write("ratings.dat", "1::0104257::7::964982703\n");
    Path titles = write("movies.dat", "0002844::Fantômas: À l'ombre (1913)::Crime|Drama\nbad\n");
    assertThat(RatingsFile.open(file).items())
        .containsExactly(title("0002844", "Fantômas: À l'ombre (1913)", "Crime", "Drama"));

    Files.delete(titles);
    write("items.tsv", "item\ttitle\n10002\tINFLATABLE \"GLOBE\"\n");
    assertThat(RatingsFile.open(file).items())
        .containsExactly(title("10002", "INFLATABLE \"GLOBE\""));
  }

  @Test
  void items_noFileOfTitles_isEmpty() throws IOException {
    assertThat(RatingsFile.open(write("r.csv", "user,item\n")).items()).isEmpty();
  }

  private RatingScale scale(String... ratings) throws IOException {
    StringBuilder text = new StringBuilder("user,item,rating\n");
    Stream.of(ratings).forEach(rating -> text.append("u,i,").append(rating).append('\n'));
    return RatingsFile.open(write("scale.csv", text.toString())).scale().orElseThrow();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<Interaction> read(Path file) throws IOException {
    List<Interaction> all = new ArrayList<>();
    try (InteractionLines lines = RatingsFile.open(file).interactions()) {
      lines.forEachRemaining(all::add);
    }
    return all;
  }

  private static List<String> badLines(Path file) throws IOException {
    try (InteractionLines lines = RatingsFile.open(file).interactions()) {
      lines.forEachRemaining(good -> {});
      assertThat(lines.badCount()).isEqualTo(lines.badLines().size());
      return lines.badLines().stream().map(BadLine::toString).toList();
    }
  }

  private static Interaction interaction(
      String user, String item, String type, @Nullable Double value, Instant time) {
    return new Interaction(new UserId(user), new ItemId(item), type, value, time, null);
  }

  private static ItemTitle title(String id, String title, String... categories) {
    return new ItemTitle(new ItemId(id), title, List.of(categories));
  }
}
