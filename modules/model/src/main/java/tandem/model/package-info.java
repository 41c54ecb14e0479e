/**
 * Ids, factor vectors, learning steps and metrics: plain Java on arrays, no Akka, Jackson or Kafka.
 */
@org.jspecify.annotations.NullMarked
package tandem.model;
