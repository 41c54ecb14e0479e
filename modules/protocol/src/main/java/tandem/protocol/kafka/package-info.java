/** Records of the topics user_behavior and user_behavior.rejected. */
@org.jspecify.annotations.NullMarked
package tandem.protocol.kafka;
