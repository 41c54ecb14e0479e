package tandem.ingest;

import akka.Done;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tandem.protocol.kafka.Rejection;

/** Keeps records that can't be learned. */
public interface Rejecter {

  /** Keeps nothing: of several models that read the same records, one keeps what is no event. */
  Rejecter NOTHING = (record, rejection) -> CompletableFuture.completedFuture(Done.getInstance());

  /** Completes when the record and why it was rejected are kept. */
  CompletionStage<Done> reject(ConsumerRecord<byte[], byte[]> record, Rejection rejection);
}
