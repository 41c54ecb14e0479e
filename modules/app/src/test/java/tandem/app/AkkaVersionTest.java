package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Version;
import org.junit.jupiter.api.Test;

final class AkkaVersionTest {

  @Test
  void akka_onTheClassPath_isTheVersionOfDecision1() {
    assertThat(Version.current()).isEqualTo("2.8.5");
  }
}
