package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tandem.model.UserId;

class ApiKeyTest {

  @Test
  void generate_twice_areTwoOf256Bits() {
    SecureRandom random = new SecureRandom();
    String one = ApiKey.generate(random);
    assertThat(one).matches("tandem_[A-Za-z0-9_-]{43}").isNotEqualTo(ApiKey.generate(random));
  }

  @Test
  void hash_ofAText_isItsSha256() {
    assertThat(ApiKey.hash("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void toConfiguration_severalLines_areReadBack() {
    ApiKey shop = new ApiKey("shop", ApiKey.hash("a"), Set.of(Scope.READ, Scope.WRITE), null);
    ApiKey app = new ApiKey("app", ApiKey.hash("b"), Set.of(Scope.READ), new UserId("u@1"));
    Config config =
        ConfigFactory.load(
            ConfigFactory.parseString(shop.toConfiguration() + "\n" + app.toConfiguration()));
    assertThat(HttpSettings.of(config).keys()).containsExactly(shop, app);
  }
}
