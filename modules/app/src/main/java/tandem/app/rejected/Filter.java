package tandem.app.rejected;

import java.time.Instant;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tandem.protocol.kafka.Rejection;

/** Which rejections are meant: all options that are given must fit. */
final class Filter implements Predicate<RejectedRecord> {

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only this reason: ${COMPLETION-CANDIDATES}, in lower case, too.")
  private Rejection.@Nullable Reason reason;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      description = "Only where this field is at fault.")
  private @Nullable String field;

  @Option(
      names = "--partition",
      paramLabel = "P",
      description = "Only records that stood in this partition of the event log.")
  private @Nullable Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "O",
      description = "Only records that stood at this offset of their partition.")
  private @Nullable Long offset;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what was rejected then or later, such as 2026-11-24T00:00:00Z.")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only what was rejected before.")
  private @Nullable Instant until;

  @Override
  public boolean test(RejectedRecord record) {
    return (reason == null || reason.name().toLowerCase(Locale.ROOT).equals(record.reason()))
        && (field == null || field.equals(record.field()))
        && (partition == null || partition == record.source().partition())
        && (offset == null || offset == record.source().offset())
        && (since == null || !record.time().isBefore(since))
        && (until == null || record.time().isBefore(until));
  }
}
