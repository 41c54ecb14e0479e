package tandem.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the audit says while it reads and in the end. */
final class AuditReportTest {

  private final Findings findings = new Findings();

  @Test
  void text_manyViolations_namesTheFirstAndCountsTheRest() {
    for (int n = 0; n < 1_007; n++) {
      findings.add(Invariant.JOURNALS, "offender " + n);
    }
    String text = report().text();

    assertThat(text.lines())
        .containsExactly(
            "✗ I2    journals have no hole and no record twice: users 1,234, items 5",
            "          offender 0",
            "          offender 1",
            "          offender 2",
            "          offender 3",
            "          offender 4",
            "          and 1,002 more");
  }

  @Test
  void json_violation_doesNotHold() {
    assertThat(report().json()).contains("\"holds\" : true", "\"users\" : 1234");
    findings.add(Invariant.JOURNALS, "offender");

    assertThat(report().json())
        .contains("\"holds\" : false", "\"violations\" : 1", "\"first\" : [ \"offender\" ]");
  }

  @Test
  void progress_shortJournal_isSilentAndALongOneIsNot() {
    StringWriter out = new StringWriter();
    AtomicLong now = new AtomicLong();
    Progress progress = new Progress(new PrintWriter(out), now::get);
    Row row = new Row.Event("user|u", 1, 1, "event");
    for (int n = 0; n < 5_000; n++) {
      progress.accept(row);
    }
    assertThat(out.toString()).isEmpty();

    now.set(TimeUnit.SECONDS.toNanos(10));
    for (int n = 0; n < 5_000; n++) {
      progress.accept(row);
    }
    assertThat(out.toString().lines()).containsExactly("read 5,120 rows, 512/s, at user|u");
  }

  private Report report() {
    return new Report(
        List.of(
            new Report.Verdict(
                Invariant.JOURNALS,
                findings.count(Invariant.JOURNALS),
                new Report.Counts().and("users", 1_234).and("items", 5),
                findings.first(Invariant.JOURNALS))));
  }
}
