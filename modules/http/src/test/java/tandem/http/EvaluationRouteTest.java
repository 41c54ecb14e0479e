package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tandem.model.UserId;

class EvaluationRouteTest {

  private static final String PATH = "/v1/evaluation";

  @RegisterExtension static final TestServer SERVER = new TestServer();

  @RegisterExtension
  static final TestServer GUARDED =
      new TestServer(
          new ApiKey("ann", ApiKey.hash("tandem_ann"), Set.of(Scope.READ), new UserId("ann"))
                  .toConfiguration()
              + "\n"
              + new ApiKey("reader", ApiKey.hash("tandem_reader"), Set.of(Scope.READ), null)
                  .toConfiguration());

  @Test
  void get_active_hasTheFiguresAndLeavesOutWhatIsNotKnown() {
    assertThat(SERVER.get(PATH).json(200).toString())
        .isEqualTo(
            "{\"model\":\"main\",\"objective\":\"rating\",\"since\":\"1970-01-01T00:00:00Z\",\"nodes\":2,"
                + "\"missing_nodes\":1,\"blend\":{\"learned\":true,\"weights\":{\"factors\":0.5}},\"windows\":[{\"window\":\"5m\"},{\"window\":\"all\",\"ratings\":"
                + "{\"events\":1,\"mae\":0.25,\"rmse\":0.5,\"mean_mae\":0.75,\"mean_rmse\":1.25},"
                + "\"lists\":{\"tests\":2,\"new_users\":3,\"repeats\":4,\"given_up\":5,"
                + "\"chance\":[{\"k\":10,\"recall\":0.125}],\"strategies\":[{\"strategy\":\"blend\",\"own\":1,"
                + "\"at\":[{\"k\":10,\"recall\":0.5,\"precision\":0.25,\"f1\":0.5,\"ndcg\":0.5,\"mrr\":0.25,"
                + "\"coverage\":0.75}]}]}}]}");
  }

  @Test
  void get_otherModel_is404ByName() {
    assertThat(SERVER.get(PATH + "?model=none").problem(404).detail()).contains("no model none");
    SERVER.get(PATH + "?model=main").json(200);
  }

  @Test
  void get_badParameter_isRefusedByName() {
    assertThat(SERVER.get(PATH + "?model=A").problem(400).field()).isEqualTo("model");
    assertThat(SERVER.get(PATH + "?k=1").problem(400).field()).isEqualTo("k");
  }

  @Test
  void get_keyOfOneUser_is403() {
    GUARDED.call("GET", PATH, "", "X-API-Key", "tandem_ann").problem(403);
    GUARDED.get(PATH).problem(401);
    GUARDED.call("GET", PATH, "", "X-API-Key", "tandem_reader").json(200);
  }
}
