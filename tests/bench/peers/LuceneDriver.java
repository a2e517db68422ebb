// SPDX-License-Identifier: MIT
// LuceneDriver.java: Lucene 8: StandardTokenizer, lower case, Snowball's English stemmer, no stop words.
// The commands are those of driver.hpp; `index` also takes a number of threads.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.util.BytesRef;

public class LuceneDriver {
  static final Analyzer ANALYZER = new Analyzer() {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer tokenizer = new StandardTokenizer();
      return new TokenStreamComponents(
          tokenizer, new SnowballFilter(new LowerCaseFilter(tokenizer), new org.tartarus.snowball.ext.EnglishStemmer()));
    }
  };
  static final FieldType BODY = new FieldType();

  static {
    BODY.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    BODY.setTokenized(true);
    BODY.freeze();
  }

  // --- Articles ------------------------------------------------------------------------------------------------------

  // Reads one JSON object, as far as articles need it.
  static class JsonLine {
    final String line;
    int at;

    JsonLine(String line) {
      this.line = line;
      this.at = line.indexOf('{') + 1;
    }

    // The string members; other values are skipped.
    Map<String, String> strings() {
      Map<String, String> members = new HashMap<>();
      while ((at = line.indexOf('"', at) + 1) > 0) {
        String key = string();
        at = line.indexOf(':', at) + 1;
        while (line.charAt(at) == ' ')
          at++;
        if (line.charAt(at) == '"') {
          at++;
          members.put(key, string());
        } else {
          skipValue();
        }
      }
      return members;
    }

    // From after the opening quote to after the closing one.
    String string() {
      int quote = line.indexOf('"', at), escape = line.indexOf('\\', at), start = at;
      if (escape < 0 || escape > quote) {
        at = quote + 1;
        return line.substring(start, quote);
      }
      StringBuilder s = new StringBuilder();
      for (char c; (c = line.charAt(at++)) != '"';)
        s.append(c == '\\' ? escaped(line.charAt(at++)) : c);
      return s.toString();
    }

    char escaped(char c) {
      switch (c) {
        case 'n': return '\n';
        case 't': return '\t';
        case 'r': return '\r';
        case 'b': return '\b';
        case 'f': return '\f';
        case 'u':
          at += 4;
          return (char) Integer.parseInt(line.substring(at - 4, at), 16);
        default: return c;
      }
    }

    void skipValue() {
      for (int depth = 0;; at++) {
        char c = line.charAt(at);
        if (depth == 0 && (c == ',' || c == '}'))
          return;
        if (c == '"') {
          at++;
          string();
          at--;
        } else if (c == '[' || c == '{') {
          depth++;
        } else if (c == ']' || c == '}') {
          depth--;
        }
      }
    }
  }

  static Document document(String line) {
    Map<String, String> article = new JsonLine(line).strings();
    Document d = new Document();
    d.add(new BinaryDocValuesField("id", new BytesRef(article.get("id"))));
    for (String field : new String[] {"title", "text"}) {
      d.add(new StoredField(field, article.get(field)));
      d.add(new Field("body", article.get(field), BODY));
    }
    return d;
  }

  // --- Indexing ------------------------------------------------------------------------------------------------------

  static IndexWriter writer(String out, int threads, IndexWriterConfig.OpenMode mode) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(ANALYZER)
                                   .setOpenMode(mode)
                                   .setRAMBufferSizeMB(256)
                                   .setSimilarity(new BM25Similarity(1.2f, 0.75f));
    if (threads == 1)
      config.setMergeScheduler(new SerialMergeScheduler());
    return new IndexWriter(new UnsyncedDirectory(FSDirectory.open(Paths.get(out))), config);
  }

  // Like the other engines, Lucene does not wait for the disk.
  static class UnsyncedDirectory extends FilterDirectory {
    UnsyncedDirectory(Directory directory) {
      super(directory);
    }

    @Override
    public void sync(Collection<String> names) {}

    @Override
    public void syncMetaData() {}
  }

  static Void addAll(IndexWriter writer, BufferedReader in) throws IOException {
    while (true) {
      String line;
      synchronized (in) {
        line = in.readLine();
      }
      if (line == null)
        return null;
      writer.addDocument(document(line));
    }
  }

  static void index(String in, String out, int threads) throws Exception {
    try (IndexWriter writer = writer(out, threads, IndexWriterConfig.OpenMode.CREATE);
         BufferedReader reader = Files.newBufferedReader(Paths.get(in), StandardCharsets.UTF_8)) {
      ExecutorService workers = Executors.newFixedThreadPool(threads);
      List<Future<Void>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++)
        done.add(workers.submit(() -> addAll(writer, reader)));
      for (Future<Void> f : done)
        f.get();
      workers.shutdown();
      writer.commit();
    }
  }

  static void compact(String out) throws IOException {
    try (IndexWriter writer = writer(out, 1, IndexWriterConfig.OpenMode.APPEND)) {
      writer.forceMerge(1);
      writer.commit();
    }
  }

  // Adds articles, each in a commit of its own, and prints how long that took.
  static void more(String out, String in) throws IOException {
    List<Double> ms = new ArrayList<>();
    try (IndexWriter writer = writer(out, 1, IndexWriterConfig.OpenMode.APPEND)) {
      for (String line : Files.readAllLines(Paths.get(in))) {
        long start = System.nanoTime();
        writer.addDocument(document(line));
        writer.commit();
        ms.add((System.nanoTime() - start) / 1e6);
      }
    }
    Collections.sort(ms);
    System.out.printf("{\"median_ms\":%.3f,\"max_ms\":%.3f}%n", ms.get(ms.size() / 2), ms.get(ms.size() - 1));
  }

  // --- Searching -----------------------------------------------------------------------------------------------------

  static class Hit {
    String id = "", title = "", snippet = "";
  }

  static class Result {
    long count = -1;
    List<Hit> hits = new ArrayList<>();
  }

  static IndexSearcher searcher;
  static UnifiedHighlighter highlighter;

  static void open(String out) throws IOException {
    searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(Paths.get(out))));
    searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
    searcher.setQueryCache(null);
    highlighter = new UnifiedHighlighter(searcher, ANALYZER) {
      @Override
      protected List<CharSequence[]> loadFieldValues(String[] fields, DocIdSetIterator docs, int cache)
          throws IOException {
        return super.loadFieldValues(new String[] {"text"}, docs, cache);
      }
    };
    highlighter.setMaxLength(1 << 20);
  }

  static List<String> analyzed(String words) throws IOException {
    List<String> terms = new ArrayList<>();
    try (TokenStream tokens = ANALYZER.tokenStream("body", words)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken())
        terms.add(term.toString());
      tokens.end();
    }
    return terms;
  }

  static Query build(String words, String mode) throws IOException {
    if (mode.equals("phrase"))
      return new PhraseQuery("body", analyzed(words).toArray(new String[0]));
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    Occur plain = mode.endsWith("and") ? Occur.MUST : Occur.SHOULD;
    for (String word : words.split(" ")) {
      Occur occur = word.startsWith("+") ? Occur.MUST : word.startsWith("-") ? Occur.MUST_NOT : plain;
      for (String term : analyzed(word))
        query.add(new TermQuery(new Term("body", term)), occur);
    }
    return query.build();
  }

  // Article ids and titles are fetched only if `ids`.
  static Result search(String words, String mode, int k, boolean snippets, boolean ids) throws IOException {
    Query query = build(words, mode);
    Result result = new Result();
    if (mode.startsWith("count")) {
      result.count = searcher.count(query);
      return result;
    }
    // A threshold of 1 lets Lucene skip whatever cannot reach the top k.
    boolean total = mode.equals("or-total");
    TopScoreDocCollector collector = TopScoreDocCollector.create(k, total ? Integer.MAX_VALUE : 1);
    searcher.search(query, collector);
    TopDocs top = collector.topDocs();
    if (total)
      result.count = top.totalHits.value;
    String[] passages = snippets ? highlighter.highlight("body", query, top, 1) : null;
    for (int i = 0; i < top.scoreDocs.length; i++) {
      Hit hit = new Hit();
      if (ids) {
        hit.id = idOf(top.scoreDocs[i].doc);
        hit.title = searcher.doc(top.scoreDocs[i].doc, Collections.singleton("title")).get("title");
      }
      if (snippets)
        hit.snippet = passages[i];
      result.hits.add(hit);
    }
    return result;
  }

  static String idOf(int doc) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    BinaryDocValues ids = leaf.reader().getBinaryDocValues("id");
    ids.advanceExact(doc - leaf.docBase);
    return ids.binaryValue().utf8ToString();
  }

  // --- Commands ------------------------------------------------------------------------------------------------------

  // Passes before timing: the first fetches the ids, and the compiler needs more than one to warm up.
  static final int WARM_PASSES = 20, WARM_SNIPPET_PASSES = 2;

  static void query(String[] a) throws IOException {
    String mode = a[3], out = null;
    int k = Integer.parseInt(a[4]), passes = 3;
    boolean snippets = false;
    for (int i = 5; i < a.length; i++)
      if (a[i].equals("--snippets"))
        snippets = true;
      else if (a[i].equals("--passes"))
        passes = Integer.parseInt(a[++i]);
      else if (a[i].equals("--out"))
        out = a[++i];
    List<String[]> queries = new ArrayList<>();
    for (String line : Files.readAllLines(Paths.get(a[2])))
      queries.add(line.split("\t"));
    open(a[1]);
    double[] best = new double[queries.size()];
    Arrays.fill(best, Double.MAX_VALUE);
    Result[] results = new Result[queries.size()];
    int warm = snippets ? WARM_SNIPPET_PASSES : WARM_PASSES;
    for (int pass = 0; pass < warm + passes; pass++)
      for (int i = 0; i < best.length; i++) {
        long start = System.nanoTime();
        Result result = search(queries.get(i)[1], mode, k, snippets, snippets || pass == 0);
        double us = (System.nanoTime() - start) / 1e3;
        if (pass == 0)
          results[i] = result;
        else if (pass >= warm)
          best[i] = Math.min(best[i], us);
      }
    if (out != null)
      writeResults(out, queries, best, results);
    printTimes(best);
  }

  static void writeResults(String path, List<String[]> queries, double[] best, Result[] results) throws IOException {
    try (PrintWriter out = new PrintWriter(path, "UTF-8")) {
      for (int i = 0; i < best.length; i++) {
        out.printf("%s\t%.2f\t%d", queries.get(i)[0], best[i], results[i].count);
        for (Hit hit : results[i].hits)
          out.print("\t" + hit.id);
        out.println();
      }
    }
  }

  static void printTimes(double[] us) {
    Arrays.sort(us);
    int n = us.length;
    double sum = 0;
    for (double x : us)
      sum += x;
    System.out.printf("{\"n\":%d,\"mean_us\":%.2f,\"p50_us\":%.2f,\"p95_us\":%.2f,\"p99_us\":%.2f,\"max_us\":%.2f}%n", n,
        sum / n, us[Math.min(n - 1, n / 2)], us[Math.min(n - 1, (int) (n * .95))],
        us[Math.min(n - 1, (int) (n * .99))], us[n - 1]);
  }

  static void show(String[] a) throws IOException {
    open(a[1]);
    boolean snippets = !(a.length > 4 && a[4].equals("--plain"));
    for (Hit hit : search(a[3], a[2], 10, snippets, true).hits)
      System.out.println(hit.id + "\t" + hit.title + "\n    " + hit.snippet);
  }

  public static void main(String[] a) throws Exception {
    switch (a[0]) {
      case "index": index(a[1], a[2], a.length > 3 ? Integer.parseInt(a[3]) : 1); break;
      case "compact": compact(a[1]); break;
      case "more": more(a[1], a[2]); break;
      case "query": query(a); break;
      case "show": show(a); break;
      default: throw new IllegalArgumentException("commands: index, compact, more, query, show");
    }
  }
}
