package tandem.app.evaluate;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tandem.model.Objective;

/** Reads an objective in the lower case of the configuration file. */
public final class ObjectiveConverter implements ITypeConverter<Objective> {

  @Override
  public Objective convert(String value) {
    for (Objective objective : Objective.values()) {
      if (objective.name().equals(value.toUpperCase(Locale.ROOT))) {
        return objective;
      }
    }
    throw new TypeConversionException("an objective is rating or preference, not " + value);
  }
}
