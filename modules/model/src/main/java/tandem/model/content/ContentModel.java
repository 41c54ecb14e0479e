package tandem.model.content;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tandem.model.FactorVector;
import tandem.model.Factors;

/**
 * What content says of items: where they lie, and the factors that they start from there.
 *
 * @param space where items lie by their terms
 * @param prior what they start from, of coordinates in that space
 */
public record ContentModel(ContentSpace space, ContentPrior prior) {

  private static final int FORMAT = 1;

  /** The factors of an item with these terms; empty if none of them is known. */
  public Optional<Factors> factors(Terms item) {
    FactorVector where = space.coordinates(item);
    return where.isZero() ? Optional.empty() : Optional.of(prior.factors(where));
  }

  /** As it is stored. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      List<String> terms = space.vocabulary().terms();
      out.writeInt(terms.size());
      for (int t = 0; t < terms.size(); t++) {
        out.writeUTF(terms.get(t));
        out.writeFloat(space.vocabulary().weight(t));
      }
      write(out, space.vectors());
      out.writeInt(prior.factors());
      write(out, prior.coefficients());
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes all that is written", e);
    }
    return bytes.toByteArray();
  }

  /** From its stored form; throws {@link IllegalArgumentException} for one that is not known. */
  public static ContentModel of(byte[] stored) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalArgumentException("a content model of format " + format);
      }
      float[] weights = new float[in.readInt()];
      List<String> terms = new ArrayList<>(weights.length);
      for (int t = 0; t < weights.length; t++) {
        terms.add(in.readUTF());
        weights[t] = in.readFloat();
      }
      ContentSpace space = new ContentSpace(new Vocabulary(terms, weights), read(in));
      int factors = in.readInt();
      return new ContentModel(space, new ContentPrior(read(in), factors));
    } catch (IOException e) {
      throw new IllegalArgumentException("a content model that ends early", e);
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] read(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int v = 0; v < values.length; v++) {
      values[v] = in.readFloat();
    }
    return values;
  }
}
