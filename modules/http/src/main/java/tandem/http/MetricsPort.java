package tandem.http;

/** What a node has counted since it started. */
public interface MetricsPort extends RequestListener {

  /** All figures in the text format of Prometheus, version 0.0.4. */
  String scrape();
}
