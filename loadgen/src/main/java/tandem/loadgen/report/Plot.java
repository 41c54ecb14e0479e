package tandem.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines over time, or over what comes one after the other, as SVG that needs nothing else.
 *
 * @param title what is shown, with its unit
 * @param unit of the axis of times, with a blank before it; may be empty
 * @param logarithmic whether the axis of the values is; values below 0.01 are then at its foot
 * @param lines at most six
 */
record Plot(String title, String unit, boolean logarithmic, List<Line> lines) {

  /** The classes that a plot uses, for the page that it is on. */
  static final String STYLE =
      """
      svg { font: 12px system-ui, sans-serif } .title { font-weight: 600 }
      .grid { stroke: #ddd } .line { fill: none; stroke-width: 1.5 } .y { text-anchor: end; fill: #555 } .x { text-anchor: middle; fill: #555 }
      """;

  static final int WIDTH = 760;
  static final int HEIGHT = 220;
  private static final int LEFT = 64;
  private static final int RIGHT = 12;
  private static final int TOP = 34;
  private static final int BOTTOM = 26;
  private static final double LEAST = 0.01;
  private static final int TICKS = 5;
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#555555");

  Plot {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param name of it
   * @param points in the order of time
   */
  record Line(String name, List<Point> points) {
    Line {
      points = List.copyOf(points);
    }
  }

  /** A value at a time in seconds. */
  record Point(double at, double value) {}

  /** The plot; empty where no line has a point. */
  String svg() {
    double end = points().mapToDouble(Point::at).max().orElse(0);
    if (end <= 0) {
      return "";
    }
    Axis values = axis();
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            WIDTH, HEIGHT, WIDTH, HEIGHT, Html.escape(title)));
    svg.append(
        format("<text x=\"%d\" y=\"14\" class=\"title\">%s</text>", LEFT, Html.escape(title)));
    for (double tick : values.ticks()) {
      double y = y(values, tick);
      svg.append(
          format(
              "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" class=\"y\">%s</text>",
              LEFT, y, WIDTH - RIGHT, LEFT - 6, y + 4, number(tick)));
    }
    for (double tick : linear(end, unit.isEmpty() ? 1 : 0)) {
      svg.append(
          format(
              "<text x=\"%.1f\" y=\"%d\" class=\"x\">%s%s</text>",
              x(end, tick), HEIGHT - 8, number(tick), unit));
    }
    for (int l = 0; l < lines.size(); l++) {
      svg.append(line(l, end, values));
    }
    return svg.append("</svg>\n").toString();
  }

  private String line(int l, double end, Axis values) {
    Line line = lines.get(l);
    String colour = COLOURS.get(l % COLOURS.size());
    StringBuilder path = new StringBuilder();
    if (line.points().size() == 1) { // a line of one point is none: a dot
      Point only = line.points().get(0);
      return format(
          "<circle r=\"3\" fill=\"%s\" cx=\"%.1f\" cy=\"%.1f\"/>%s",
          colour, x(end, only.at()), y(values, only.value()), name(l));
    }
    for (Point point : line.points()) {
      path.append(path.isEmpty() ? 'M' : 'L');
      path.append(format("%.1f %.1f", x(end, point.at()), y(values, point.value())));
    }
    return format("<path class=\"line\" stroke=\"%s\" d=\"%s\"/>%s", colour, path, name(l));
  }

  private String name(int l) {
    return format(
        "<text x=\"%d\" y=\"28\" fill=\"%s\">%s</text>",
        LEFT + l * 115, COLOURS.get(l % COLOURS.size()), Html.escape(lines.get(l).name()));
  }

  private java.util.stream.Stream<Point> points() {
    return lines.stream().flatMap(line -> line.points().stream());
  }

  private record Axis(double low, double high, List<Double> ticks) {}

  private Axis axis() {
    double most = points().mapToDouble(Point::value).max().orElse(1);
    if (!logarithmic) {
      List<Double> ticks = linear(Math.max(most, LEAST), 0);
      return new Axis(0, Math.max(most, LEAST) * 1.05, ticks);
    }
    double least = points().mapToDouble(Point::value).filter(v -> v > 0).min().orElse(1);
    double low = Math.pow(10, Math.floor(Math.log10(Math.max(LEAST, least))));
    double high = Math.max(10 * low, Math.pow(10, Math.ceil(Math.log10(Math.max(LEAST, most)))));
    List<Double> ticks = new ArrayList<>();
    for (double tick = low; tick <= high * 1.001; tick *= 10) {
      ticks.add(tick);
    }
    return new Axis(low, high, ticks);
  }

  /** Round numbers from 0 to {@code to}, about five, and at least {@code leastStep} apart. */
  private static List<Double> linear(double to, double leastStep) {
    double raw = to / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double times = raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10;
    double step = Math.max(leastStep, times * power);
    List<Double> ticks = new ArrayList<>();
    for (double tick = 0; tick <= to * 1.0001; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }

  private static double x(double end, double at) {
    return LEFT + at / end * (WIDTH - LEFT - RIGHT);
  }

  private double y(Axis axis, double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(axis.low(), value) / axis.low())
                / Math.log(axis.high() / axis.low())
            : (value - axis.low()) / (axis.high() - axis.low());
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double value) {
    if (value >= 1_000_000) {
      return format("%.3gM", value / 1e6);
    }
    return value == Math.rint(value) ? format("%,d", (long) value) : format("%.3g", value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
