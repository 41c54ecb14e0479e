package tandem.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How figures have changed from run to run, as one SVG. */
public final class HistoryPlots {

  private static final int GAP = 10;

  private HistoryPlots() {}

  /** A plot of each figure, with a line for each system: its values in the order of the runs. */
  public static String svg(Map<String, Map<String, List<Double>>> figures) {
    StringBuilder plots = new StringBuilder();
    int height = 0;
    for (Map.Entry<String, Map<String, List<Double>>> figure : figures.entrySet()) {
      List<Plot.Line> lines = new ArrayList<>();
      figure.getValue().forEach((system, values) -> lines.add(line(system, values)));
      String plot = new Plot(figure.getKey(), "", false, lines).svg();
      if (!plot.isEmpty()) {
        plots.append("<g transform=\"translate(0,").append(height).append(")\">");
        plots.append(plot).append("</g>\n");
        height += Plot.HEIGHT + GAP;
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"><style>%s</style>"
            .formatted(Plot.WIDTH, height, Plot.STYLE)
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        + plots
        + "</svg>\n";
  }

  private static Plot.Line line(String system, List<Double> values) {
    List<Plot.Point> points = new ArrayList<>();
    for (int run = 0; run < values.size(); run++) {
      points.add(new Plot.Point(run + 1, values.get(run)));
    }
    return new Plot.Line(system, points);
  }
}
