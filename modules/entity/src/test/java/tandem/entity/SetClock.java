package tandem.entity;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where the test has set it. */
public final class SetClock extends Clock {

  private volatile Instant now;

  /** Stands at {@code now}. */
  public SetClock(Instant now) {
    this.now = now;
  }

  /** Stands there from here on. */
  public void set(Instant moment) {
    now = moment;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
