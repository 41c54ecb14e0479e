/** How well the models predict the live stream: test, then learn, on all nodes. */
@org.jspecify.annotations.NullMarked
package tandem.app.evaluation;
