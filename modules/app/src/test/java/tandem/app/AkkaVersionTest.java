package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class AkkaVersionTest {

  @Test
  void akka_onTheClassPath_isTheVersionOfDecision1() {
    assertThat(Version.current()).isEqualTo("2.8.5");
  }

  @Test
  void notice_ofTheAkkaFamily_namesTheVersionsOnTheClassPath() throws Exception {
    String notice = Files.readString(Path.of("../../NOTICE"));

    assertThat(notice)
        .containsPattern("Akka +" + Pattern.quote(Version.current()))
        .containsPattern("Akka HTTP +" + Pattern.quote(akka.http.Version.current()));
  }
}
