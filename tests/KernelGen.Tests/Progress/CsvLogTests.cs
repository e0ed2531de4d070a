using System.Globalization;
using KernelGen.Tests.Data;
using KernelGen.Tests.Persistence;
using KernelGen.Training;

namespace KernelGen.Tests.Progress;

public sealed class CsvLogTests : TemporaryFolder
{
    private const string Header =
        "epoch,learning_rate,training_cost,validation_cost,training_error_rate,validation_error_rate,seconds,examples_per_second\n";

    private string Path => PathOf("run.csv");

    [Fact]
    public void An_epoch_is_a_line_below_the_names_of_the_columns()
    {
        Log(append: false, Reports.Full(1), Reports.Full(2));
        Assert.Equal(Header + "1,0.5,1.5,2.25,0.125,0.25,2.5,4\n2,0.5,1.5,2.25,0.125,0.25,2.5,4\n", Text());
    }

    [Fact]
    public void What_a_report_does_not_have_is_left_empty()
    {
        Log(append: false, Reports.Bare(1));
        Assert.Equal(Header + "1,0.5,1.5,,,,2.5,4\n", Text());
    }

    [Fact]
    public void Numbers_keep_their_bits()
    {
        Log(append: false, Reports.Bare(1) with { TrainingCost = 1 / 3.0 });
        Assert.Equal(1 / 3.0, double.Parse(Text().Split('\n')[1].Split(',')[2], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Numbers_have_a_point_and_a_hyphen_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture, foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NumberDecimalSeparator = ",";
        foreign.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.CurrentCulture = foreign;
        try
        {
            Log(append: false, Reports.Bare(1) with { TrainingCost = -1.5 });
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(Header + "1,0.5,-1.5,,,,2.5,4\n", Text());
    }

    [Fact]
    public void A_line_can_be_read_before_the_log_is_closed()
    {
        using CsvLog log = new(Path);
        log.Report(Reports.Bare(1));
        using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        Assert.Equal(Header + "1,0.5,1.5,,,,2.5,4\n", reader.ReadToEnd());
    }

    [Fact]
    public void A_file_that_is_there_is_replaced()
    {
        _ = Write("run.csv", "what was there before, and is longer than the header of a log of epochs, which has some hundred characters");
        Log(append: false, Reports.Bare(1));
        Assert.Equal([1], Epochs());
    }

    [Fact]
    public void A_file_that_is_there_is_continued_where_asked()
    {
        Log(append: false, Reports.Bare(1), Reports.Bare(2));
        Log(append: true, Reports.Bare(3));
        Assert.Equal([1, 2, 3], Epochs());
    }

    [Fact]
    public void To_continue_a_file_that_is_not_there_is_to_start_it()
    {
        Log(append: true, Reports.Bare(1));
        Assert.Equal([1], Epochs());
    }

    [Fact]
    public void Epochs_that_are_done_again_are_not_there_twice()
    {
        Log(append: false, Reports.Bare(1), Reports.Bare(2), Reports.Bare(3), Reports.Bare(4));
        Log(append: true, Reports.Bare(3) with { TrainingCost = 7 });
        Assert.Equal(Header + "1,0.5,1.5,,,,2.5,4\n2,0.5,1.5,,,,2.5,4\n3,0.5,7,,,,2.5,4\n", Text());
    }

    [Fact]
    public void A_training_that_is_stopped_and_resumed_has_every_epoch_once()
    {
        Dataset<float, int> data = new(new float[400], 20, new int[20]);
        CheckpointOptions checkpoint = new(PathOf("run.safetensors")) { EveryEpochs = 3 };
        TrainingOptions options = new() { BatchSize = 5, Epochs = 7, LearningRate = 0.1, Checkpoint = checkpoint };
        using CancellationTokenSource stop = new();
        using (CsvLog log = new(Path))
        {
            _ = new Trainer<SavedNetwork>(new SavedNetwork(), options).Fit(data, null, new StopAt(5, stop, log), stop.Token);
        }

        Assert.Equal([1, 2, 3, 4, 5], Epochs());
        using (CsvLog log = new(Path, append: true))
        {
            _ = new Trainer<SavedNetwork>(new SavedNetwork(), options).Resume(data, progress: log);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], Epochs());
    }

    [Fact]
    public void A_line_that_a_killed_process_left_unfinished_is_written_over()
    {
        _ = Write("run.csv", Header + "1,0.5,1.5,,,,2.5,4\n2,0.5,1.5,,,,2.5,412345678901234567890");
        Log(append: true, Reports.Bare(2));
        Assert.Equal(Header + "1,0.5,1.5,,,,2.5,4\n2,0.5,1.5,,,,2.5,4\n", Text());
    }

    [Fact]
    public void A_header_that_a_killed_process_left_unfinished_is_written_again()
    {
        _ = Write("run.csv", "epoch,learn");
        Log(append: true, Reports.Bare(1));
        Assert.Equal([1], Epochs());
    }

    [Theory]
    [InlineData("name,age\nEva,7\n", "line 1")]
    [InlineData(Header + "1,0.5,1.5,,,,2.5,4\n2,0.5\n", "line 3")]
    [InlineData(Header + "one,0.5,1.5,,,,2.5,4\n", "line 2")]
    [InlineData(Header + "2,0.5,1.5,,,,2.5,4\n2,0.5,1.5,,,,2.5,4\n", "line 3")]
    public void A_file_that_is_no_log_is_not_continued_and_stays_as_it_was(string text, string place)
    {
        _ = Write("run.csv", text);
        IOException refusal = Assert.Throws<IOException>(() => new CsvLog(Path, append: true));
        Assert.StartsWith($"{Path}, {place}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, Text());
    }

    private void Log(bool append, params EpochReport[] reports)
    {
        using CsvLog log = new(Path, append);
        Array.ForEach(reports, log.Report);
    }

    private string Text() => File.ReadAllText(Path);

    private IEnumerable<int> Epochs()
    {
        Assert.StartsWith(Header, Text(), StringComparison.Ordinal);
        return Text().Split('\n')[1..^1].Select(static line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture));
    }

    private sealed class StopAt(int epoch, CancellationTokenSource stop, CsvLog log) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            log.Report(value);
            if (value.Epoch == epoch)
            {
                stop.Cancel();
            }
        }
    }
}
