/** What a run of load came to: as JSON, as a page with plots, and compared with another. */
@org.jspecify.annotations.NullMarked
package tandem.loadgen.report;
