package tandem.app.load.bench;

import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.japi.AsyncWriteJournal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/** Keeps nothing, and says at once that it has. Made by Akka, by {@link OneNode}'s settings. */
public final class NoJournal extends AsyncWriteJournal {

  @Override
  public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(
      Iterable<AtomicWrite> messages) {
    return done(
        StreamSupport.stream(messages.spliterator(), false)
            .map(write -> Optional.<Exception>empty())
            .toList());
  }

  @Override
  public Future<Void> doAsyncDeleteMessagesTo(String id, long sequence) {
    return done(null);
  }

  @Override
  public Future<Void> doAsyncReplayMessages(
      String id, long from, long to, long most, Consumer<PersistentRepr> replay) {
    return done(null);
  }

  @Override
  public Future<Long> doAsyncReadHighestSequenceNr(String id, long from) {
    return done(0L);
  }

  private static <T> Future<T> done(@Nullable T value) {
    return FutureConverters.asScala(CompletableFuture.completedFuture(value));
  }
}
