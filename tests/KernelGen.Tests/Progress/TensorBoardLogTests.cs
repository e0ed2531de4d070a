using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using KernelGen.Tests.Data;
using KernelGen.Tests.Persistence;
using KernelGen.Training;
using static KernelGen.Tests.Progress.EventReader;

namespace KernelGen.Tests.Progress;

public sealed class TensorBoardLogTests : TemporaryFolder
{
    private string Folder => PathOf("runs/first");

    private string[] Files => [.. Directory.GetFiles(Folder).Order(StringComparer.Ordinal)];

    // Decoded by hand; the checksums, of the lengths and of the data, are those of a loop over bits in another language.
    [Fact]
    public void A_file_has_these_bytes()
    {
        const string time = "09 00 00 00 00 00 00 F8 3F";                   // wall_time: 1.5
        const string step = "10 AC 02";                                     // step: 300
        byte[] expected = [
            .. Hex("18 00 00 00 00 00 00 00  A3 7F 4B 22"), .. Hex(time),
            .. Hex("1A 0D"), .. "brain.Event:2"u8,                          // file_version
            .. Hex("2A 28 64 6C"),

            .. Hex("10 00 00 00 00 00 00 00  95 FB FE 18"), .. Hex(time), .. Hex(step),
            .. Hex("3A 02  08 01"),                                         // session_log { status: START }
            .. Hex("71 3B 78 8A"),

            .. Hex("56 00 00 00 00 00 00 00  4E 2D E2 B2"), .. Hex(time), .. Hex(step),
            .. Hex("2A 48"),                                                // summary, each value { tag, simple_value }
            .. Hex("0A 14  0A 0D"), .. "cost/training"u8, .. Hex("15 00 00 C0 3F"),         // 1.5
            .. Hex("0A 14  0A 0D"), .. "learning_rate"u8, .. Hex("15 00 00 00 3F"),         // 0.5
            .. Hex("0A 1A  0A 13"), .. "examples_per_second"u8, .. Hex("15 00 00 80 40"),   // 4
            .. Hex("42 89 86 6A"),
        ];

        Log(Reports.Bare(300));
        Assert.Equal(expected, File.ReadAllBytes(Assert.Single(Files)));
    }

    [Fact]
    public void What_a_report_has_is_a_scalar_each()
    {
        Log(Reports.Full(1));
        (string, float)[] expected =
        [
            ("cost/training", 1.5f), ("cost/validation", 2.25f), ("error_rate/training", 0.125f), ("error_rate/validation", 0.25f),
            ("learning_rate", 0.5f), ("examples_per_second", 4),
        ];
        Assert.Equal(expected, Values(Summaries(Files[0]).Single())
            .Select(static v => (TagOf(v), BinaryPrimitives.ReadSingleLittleEndian(Fields(v, 2).Single()))));
    }

    [Fact]
    public void An_epoch_can_be_read_before_the_log_is_closed()
    {
        using TensorBoardLog log = new(Folder);
        log.Report(Reports.Bare(1));
        using FileStream file = new(Files[0], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        Assert.Equal(3, Events(bytes).Count());
    }

    [Fact]
    public void Only_the_first_epoch_of_a_log_is_a_start()
    {
        Log(Reports.Bare(4), Reports.Bare(5), Reports.Bare(6));
        Assert.Equal([4], Starts(Files[0]));
    }

    [Fact]
    public void Epochs_that_are_done_again_are_a_start_too()
    {
        Log(Reports.Bare(1), Reports.Bare(2), Reports.Bare(1));
        Assert.Equal([1, 1], Starts(Files[0]));
    }

    [Fact]
    public void A_resumed_training_goes_on_in_a_file_that_is_read_after_the_first_even_within_a_second()
    {
        Log(Reports.Bare(1), Reports.Bare(2), Reports.Bare(3));
        Log(Reports.Bare(3), Reports.Bare(4));

        Assert.Equal(2, Files.Length);
        Assert.Equal([1], Starts(Files[0]));
        Assert.Equal([3], Starts(Files[1]));
        Assert.All(Files, static file => Assert.StartsWith("events.out.tfevents.", Path.GetFileName(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_are_histograms_where_asked_padding_left_out()
    {
        SavedNetwork model = new();
        model.Initialize(1);
        using (TensorBoardLog log = new(Folder))
        {
            log.AddHistograms(model);
            log.Report(Reports.Bare(1));
        }

        byte[][] histograms = [.. Values(Summaries(Files[0]).Single()).Where(static v => Fields(v, 5).Any())];
        Assert.Equal(SavedNetwork.Info.Parameters.Select(static p => $"parameters/{p.Name}"), histograms.Select(TagOf));
        Assert.Equal(SavedNetwork.Info.Parameters.Select(static p => (double)p.Count), histograms.Select(static h => Of(h, 3)[0]));

        float[] weights = new float[model.W1.Layout.Count];
        model.W1.CopyTo(weights);
        double[] numbers = Array.ConvertAll(weights, static w => (double)w);
        Assert.Equal([numbers.Min(), numbers.Max(), numbers.Sum(), numbers.Sum(static w => w * w)],
            new[] { 1, 2, 4, 5 }.Select(field => Of(histograms[0], field)[0]));

        double[] limits = Of(histograms[0], 6), counts = Of(histograms[0], 7);
        Assert.Equal((30, numbers.Max()), (limits.Length, limits[^1]));
        Assert.Equal(limits.Select((limit, i) => (double)numbers.Count(w => w <= limit && (i == 0 || w > limits[i - 1]))), counts);
    }

    [Fact]
    public void Equal_parameters_are_one_bucket()
    {
        using (TensorBoardLog log = new(Folder))
        {
            log.AddHistograms(new SavedNetwork.DoublePrecision());
            log.Report(Reports.Bare(1));
        }

        byte[] histogram = Values(Summaries(Files[0]).Single()).First(static v => Fields(v, 5).Any());
        Assert.Equal([0.0], Of(histogram, 6));
        Assert.Equal([20 * 24.0], Of(histogram, 7));
    }

    [Fact]
    public void Two_listeners_hear_of_every_epoch()
    {
        using (TensorBoardLog board = new(Folder))
        using (CsvLog lines = new(PathOf("run.csv")))
        {
            lines.And(board).Report(Reports.Bare(7));
        }

        Assert.Equal([7], Starts(Files[0]));
        Assert.Contains("\n7,", File.ReadAllText(PathOf("run.csv")), StringComparison.Ordinal);
    }

    private void Log(params EpochReport[] reports)
    {
        using TensorBoardLog log = new(Folder, new StoppedClock());
        Array.ForEach(reports, log.Report);
    }

    private static long[] Starts(string file) =>
        [.. Events(File.ReadAllBytes(file)).Where(static e => Fields(e, 7).Any()).Select(static e => Number(Fields(e, 2).Single()))];

    private static IEnumerable<byte[]> Summaries(string file) => Events(File.ReadAllBytes(file)).SelectMany(static e => Fields(e, 5));

    private static IEnumerable<byte[]> Values(byte[] summary) => Fields(summary, 1);

    private static string TagOf(byte[] value) => Encoding.UTF8.GetString(Fields(value, 1).Single());

    private static double[] Of(byte[] value, int field) => Doubles(Fields(Fields(value, 5).Single(), field).Single());

    private static byte[] Hex(string bytes) =>
        [.. bytes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static b => byte.Parse(b, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(1.5);
    }
}
