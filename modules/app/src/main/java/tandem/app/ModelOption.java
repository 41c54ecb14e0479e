package tandem.app;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tandem.model.ModelName;

/** The option that says which of a node's models a command is about. */
public final class ModelOption {

  @Option(
      names = "--model",
      paramLabel = "NAME",
      converter = Converter.class,
      description = "A model that replay --promote has made, instead of the configuration's.")
  private ModelName name = ModelName.MAIN;

  /** The name; the main model's by default. */
  public ModelName name() {
    return name;
  }

  /** Reads the name of a model. */
  public static final class Converter implements ITypeConverter<ModelName> {
    @Override
    public ModelName convert(String value) {
      try {
        return new ModelName(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
