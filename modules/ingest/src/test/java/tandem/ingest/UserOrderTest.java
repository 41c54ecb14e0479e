package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tandem.model.UserId;
import tandem.protocol.RecordId;

class UserOrderTest {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");

  private final UserOrder order = new UserOrder();

  private static RecordId id(long offset) {
    return new RecordId(0, 0, offset);
  }

  @Test
  void previous_ofTheSameUser_isToldUntilItIsAcknowledged() {
    UserOrder.Turn first = order.begin(ANN, id(1));
    UserOrder.Turn other = order.begin(BOB, id(2));
    UserOrder.Turn second = order.begin(ANN, id(3));
    assertThat(first.previous()).isEmpty();
    assertThat(other.previous()).isEmpty();
    assertThat(second.previous()).contains(id(1));
    order.acknowledge(first);
    assertThat(second.previous()).isEmpty();
    assertThat(order.begin(ANN, id(4)).previous()).contains(id(3));
  }

  @Test
  void previous_allAcknowledged_isNone() {
    UserOrder.Turn first = order.begin(ANN, id(1));
    UserOrder.Turn second = order.begin(ANN, id(2));
    order.acknowledge(second);
    order.acknowledge(first);
    assertThat(order.begin(ANN, id(3)).previous()).isEmpty();
  }
}
