using System.Diagnostics;
using System.Globalization;
using System.Text;
using KernelGen.Data;
using KernelGen.Testing;
using Xunit.Abstractions;

namespace KernelGen.Tests.Data;

/// <summary>Files as streams. To measure on a large file, say how many megabytes it shall have:
/// <code>
/// KERNELGEN_STREAM_MEGABYTES=1024 dotnet test tests/KernelGen.Tests -c Release --filter A_long_CSV --logger "console;verbosity=detailed"
/// </code>
/// </summary>
public class StreamingTests(ITestOutputHelper output) : TemporaryFolder
{
    private const string Variable = "KERNELGEN_STREAM_MEGABYTES";

    [Fact]
    public void A_long_CSV_file_streams_in_constant_memory()
    {
        long megabytes = long.Parse(Environment.GetEnvironmentVariable(Variable) ?? "8", CultureInfo.InvariantCulture);
        string path = WriteRows(megabytes << 20, out long rows);
        using var examples = Csv.OpenRegression<float>(path, -1);
        var batches = new Batches<float, float>(examples, batchSize: 64, window: 1000, seed: 1).Epoch(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        long largest = heap;
        long read = 0;
        double sum = 0;
        var clock = Stopwatch.StartNew();
        foreach (var batch in batches)
        {
            read += batch.Count;
            foreach (float target in batch.Targets)
            {
                sum += target;
            }

            largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: false));
        }

        output.WriteLine($"{megabytes} MB, {rows} rows in {clock.Elapsed.TotalSeconds:F1} s, {megabytes / clock.Elapsed.TotalSeconds:F0} MB/s; " +
            $"allocated {GC.GetAllocatedBytesForCurrentThread() - before} bytes, heap grew by {largest - heap}; " +
            $"resident at most {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB.");
        Assert.Equal(rows, read);
        Assert.Equal(rows / 1000 * 499_500 + rows % 1000 * (rows % 1000 - 1) / 2, sum);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 17);
    }

    [Fact]
    public void Moving_on_in_a_CSV_file_allocates_nothing()
    {
        using var examples = Csv.OpenRegression<float>(WriteRows(1 << 20, out _), -1);
        var batches = new Batches<float, float>(examples, batchSize: 8, window: 100).Epoch(0);

        Assert.Equal(0, AllocationCheck.BytesAllocatedBy(() => Assert.True(batches.MoveNext())));
    }

    [Fact]
    public void Known_classes_and_missing_marks_allocate_nothing()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 20000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i},?,{(i % 2 == 0 ? "even" : "odd")}\n");
        }

        var options = new CsvOptions { MissingMarks = ["NA", "?"], Missing = MissingPolicy.Fill };
        using var examples = Csv.OpenClassification<float>(Write("classes.csv", Pack(text.ToString())), -1, options);
        var batches = new Batches<float, int>(examples, batchSize: 8).Epoch(0);

        Assert.Equal(0, AllocationCheck.BytesAllocatedBy(() => Assert.True(batches.MoveNext())));
        Assert.Equal(["even", "odd"], examples.ClassNames.ToArray());
    }

    [Fact]
    public void Moving_on_in_IDX_files_allocates_nothing()
    {
        byte[] images = [0, 0, 8, 2, 0, 0, 78, 32, 0, 0, 0, 4, .. new byte[80000]];
        byte[] labels = [0, 0, 8, 1, 0, 0, 78, 32, .. new byte[20000]];
        using var examples = Idx.OpenClassification(Write("images", images), Write("labels.gz", Pack(labels)));
        var batches = new Batches<float, int>(examples, batchSize: 8, window: 100).Epoch(0);

        Assert.Equal(0, AllocationCheck.BytesAllocatedBy(() => Assert.True(batches.MoveNext())));
    }

    [Fact]
    public void A_stream_gives_what_loading_gives_in_every_epoch()
    {
        string path = Write("a.csv", Pack(string.Concat(Enumerable.Range(0, 300).Select(static i => $"{i},{i * i},{(i % 3 == 0 ? "a" : "b")}\n"))));
        var loaded = Csv.LoadClassification<double>(path, -1);
        using var examples = Csv.OpenClassification<double>(path, -1);
        var batches = new Batches<double, int>(examples, batchSize: 7);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var inputs = new List<double>();
            var labels = new List<int>();
            foreach (var batch in batches.Epoch(epoch))
            {
                inputs.AddRange(batch.Inputs);
                labels.AddRange(batch.Targets);
            }

            Assert.Equal(loaded.Dataset.Inputs.ToArray(), inputs);
            Assert.Equal(loaded.Dataset.Targets.ToArray(), labels);
        }
    }

    [RealDataFact("mnist/t10k-images-idx3-ubyte.gz", "mnist/t10k-labels-idx1-ubyte.gz")]
    public void Mnist_as_a_stream_is_Mnist_loaded()
    {
        string images = RealData.PathOf("mnist/t10k-images-idx3-ubyte.gz");
        string labels = RealData.PathOf("mnist/t10k-labels-idx1-ubyte.gz");
        var loaded = Idx.LoadClassification(images, labels);
        using var examples = Idx.OpenClassification(images, labels);
        int row = 0;
        foreach (var batch in new Batches<float, int>(examples, batchSize: 96).Epoch(0))
        {
            var part = loaded.Slice(row, batch.Count);
            Assert.True(batch.Inputs.SequenceEqual(part.Inputs.Span) && batch.Targets.SequenceEqual(part.Targets.Span));
            row += batch.Count;
        }

        Assert.Equal(loaded.Count, row);
    }

    [Fact]
    public void A_fault_is_met_where_it_is_not_before()
    {
        using var examples = Csv.OpenRegression<float>(Write("a.csv", "1,2\n3,4\n5,x\n"), -1);
        var batches = new Batches<float, float>(examples, batchSize: 1).Epoch(0);

        Assert.True(batches.MoveNext());
        Assert.Equal(3, Assert.Throws<DataFormatException>(() => batches.MoveNext()).Line);
    }

    [Fact]
    public void A_file_that_became_another_is_refused_at_the_next_epoch()
    {
        using var examples = Csv.OpenRegression<float>(Write("a.csv", "1,2\n"), -1);
        var batches = new Batches<float, float>(examples, batchSize: 1).Epoch(0);
        Write("a.csv", "1,2,3\n");

        Assert.Contains("2 columns as when the file was opened", Assert.Throws<DataFormatException>(() => batches.Epoch(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_take_the_file_into_memory()
    {
        string path = PathOf("open.csv");
        using (var file = new StreamWriter(path))
        {
            file.Write("1,2\n\"");
            string line = new('1', 1 << 20);
            for (int i = 0; i < 100; i++)
            {
                file.WriteLine(line);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(2, Assert.Throws<DataFormatException>(() => Csv.LoadRegression<float>(path, -1)).Line);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80 << 20);
    }

    [Fact]
    public void A_disposed_reader_reads_no_more()
    {
        var examples = Csv.OpenRegression<float>(Write("a.csv", "1,2\n"), -1);
        examples.Dispose();

        Assert.Throws<ObjectDisposedException>(() => examples.Read(new float[1], new float[1]));
        Assert.Throws<ObjectDisposedException>(examples.Rewind);
    }

    // Ten columns; the last counts rows from 0 within each thousand.
    private string WriteRows(long bytes, out long rows)
    {
        string path = PathOf("rows.csv");
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        Span<char> digits = stackalloc char[16];
        long written = 0;
        for (rows = 0; written < bytes; rows++)
        {
            for (int column = 0; column < 9; column++)
            {
                (0.123456 + (rows * 7 + column) % 1000).TryFormat(digits, out int length, "F6", CultureInfo.InvariantCulture);
                file.Write(digits[..length]);
                file.Write(',');
                written += length + 1;
            }

            (rows % 1000).TryFormat(digits, out int last, default, CultureInfo.InvariantCulture);
            file.Write(digits[..last]);
            file.Write('\n');
            written += last + 1;
        }

        return path;
    }
}
