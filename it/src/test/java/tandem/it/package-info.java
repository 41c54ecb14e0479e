/**
 * Tests of the packaged program from outside: in processes of its own, over HTTP and with plain
 * Kafka clients.
 */
@NullMarked
package tandem.it;

import org.jspecify.annotations.NullMarked;
