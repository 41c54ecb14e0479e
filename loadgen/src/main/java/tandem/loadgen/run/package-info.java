/** Open-loop load: when things are due, what became of them, and how high the rate may be. */
@org.jspecify.annotations.NullMarked
package tandem.loadgen.run;
