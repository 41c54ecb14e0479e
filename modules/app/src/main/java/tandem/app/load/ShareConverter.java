package tandem.app.load;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share: 2% or 0.02. */
final class ShareConverter implements ITypeConverter<Double> {

  private static final double PERCENT = 100;

  @Override
  public Double convert(String value) {
    boolean isPercentage = value.endsWith("%");
    try {
      double number =
          Double.parseDouble(isPercentage ? value.substring(0, value.length() - 1) : value);
      double share = isPercentage ? number / PERCENT : number;
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw refused(value);
    }
    throw refused(value);
  }

  private static TypeConversionException refused(String value) {
    return new TypeConversionException("a share is like 2% or 0.02, not " + value);
  }
}
