package tandem.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * Lucene's approximate nearest neighbours (HNSW; Malkov and Yashunin, TPAMI 2020) by inner product,
 * in one segment. An item's bias is one more factor, which is 1 in a query.
 */
final class HnswIndex implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 16;
  private static final int BEAM_WIDTH = 100;
  private static final String FIELD = "v";

  private final DirectoryReader reader;
  private final LeafReader leaf;
  private final MMapDirectory directory;

  /** Builds the index of {@code vectors}, numbered in order, in {@code path}. */
  HnswIndex(Path path, float[][] vectors) throws IOException {
    directory = new MMapDirectory(path);
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setRAMBufferSizeMB(1900)
            .setUseCompoundFile(false)
            .setCodec(
                new Lucene912Codec() {
                  @Override
                  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return new Lucene99HnswVectorsFormat(MOST_CONNECTIONS, BEAM_WIDTH);
                  }
                });
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (float[] vector : vectors) {
        Document document = new Document();
        document.add(
            new KnnFloatVectorField(FIELD, vector, VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    reader = DirectoryReader.open(directory);
    leaf = reader.leaves().get(0).reader();
    if (reader.leaves().size() != 1 || leaf.numDocs() != vectors.length) {
      throw new IllegalStateException("not one segment with all items");
    }
  }

  /** The numbers of the best {@code k} of {@code candidates} that are followed, without known. */
  List<Integer> search(float[] query, int k, int candidates, Set<Integer> known)
      throws IOException {
    ScoreDoc[] found =
        leaf.searchNearestVectors(FIELD, query, candidates, without(known), Integer.MAX_VALUE)
            .scoreDocs;
    List<Integer> best = new ArrayList<>(k);
    for (int i = 0; i < Math.min(k, found.length); i++) {
      best.add(found[i].doc);
    }
    return best;
  }

  private Bits without(Set<Integer> known) {
    BitSet admitted = new FixedBitSet(leaf.maxDoc());
    ((FixedBitSet) admitted).set(0, leaf.maxDoc());
    known.forEach(admitted::clear);
    return admitted;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
