using System.Text;

namespace KernelGen.Generators.Tests.Snapshots;

public sealed class SnapshotRunTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("snapshots-").FullName;
    private readonly SnapshotRun run = new();
    private readonly SnapshotFile file;

    public SnapshotRunTests() => file = new SnapshotFile(directory, "model", "cs");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void The_files_are_named_as_Verify_names_them()
    {
        Assert.Equal(Path.Combine(directory, "model.verified.cs"), file.VerifiedPath);
        Assert.Equal(Path.Combine(directory, "model.received.cs"), file.ReceivedPath);
    }

    [Theory]
    [InlineData("a\nb", "a\nb")]
    [InlineData("a\nb\n", "a\nb\n")]
    [InlineData("a\nb", "a\r\nb")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a\rb", "a\nb")]
    [InlineData("a\nb", "\uFEFFa\nb")]
    [InlineData("\uFEFFa\nb", "a\nb")]
    [InlineData("a\nb", "a\nb\n")]
    [InlineData("a\nb", "a\nb\r\n")]
    [InlineData("w̄ = Σ", "w̄ = Σ")]
    public async Task Texts_that_differ_in_encoding_only_match(string received, string verified)
    {
        Verified(verified);
        await run.CompareAsync(file, received);
        Assert.False(File.Exists(file.ReceivedPath));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a", "A")]
    [InlineData("a ", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a", "a\n\n")]
    [InlineData("a", "\uFEFF\uFEFFa")]
    [InlineData("a\n\nb", "a\nb")]
    [InlineData("\u00E9", "e\u0301")]
    [InlineData("a", "")]
    public async Task Any_other_difference_fails_and_leaves_the_received_text(string received, string verified)
    {
        Verified(verified);
        await FailsAsync(received);
        Assert.Equal(received, await File.ReadAllTextAsync(file.ReceivedPath));
    }

    [Fact]
    public async Task A_missing_verified_file_fails_and_is_not_created()
    {
        SnapshotException exception = await FailsAsync("a\n");
        Assert.Contains("no verified file", exception.Message, StringComparison.Ordinal);
        Assert.Equal("a\n", await File.ReadAllTextAsync(file.ReceivedPath));
        Assert.False(File.Exists(file.VerifiedPath));
    }

    [Fact]
    public async Task A_missing_directory_is_made_for_the_received_file()
    {
        var deeper = new SnapshotFile(Path.Combine(directory, "new", "folder"), "model", "cs");
        await Assert.ThrowsAsync<SnapshotException>(() => run.CompareAsync(deeper, "a"));
        Assert.True(File.Exists(deeper.ReceivedPath));
    }

    [Fact]
    public async Task A_difference_never_changes_the_verified_file()
    {
        Verified("a\n");
        await FailsAsync("b\n");
        Assert.Equal("a\n", await File.ReadAllTextAsync(file.VerifiedPath));
    }

    [Fact]
    public async Task The_message_marks_the_lines_that_differ()
    {
        Verified("one\ntwo\nthree\n");
        SnapshotException exception = await FailsAsync("one\n2\nthree\n");
        Assert.Contains("- two", exception.Message, StringComparison.Ordinal);
        Assert.Contains("+ 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_leaves_out_lines_far_from_a_difference()
    {
        string[] lines = [.. Enumerable.Range(0, 100).Select(static i => $"line {i}.")];
        Verified(string.Join('\n', lines));
        lines[50] = "changed";
        SnapshotException exception = await FailsAsync(string.Join('\n', lines));
        Assert.Contains("line 49.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 40.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_received_file_is_written_without_a_byte_order_mark_and_with_LF()
    {
        await FailsAsync("\uFEFFa\r\nb");
        Assert.Equal("a\nb"u8.ToArray(), await File.ReadAllBytesAsync(file.ReceivedPath));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \r\n")]
    public async Task An_empty_text_fails_even_where_the_verified_file_is_empty(string? text)
    {
        Verified("");
        SnapshotException exception = await FailsAsync(text);
        Assert.Contains("is empty", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file.ReceivedPath));
    }

    [Fact]
    public async Task A_text_with_an_absolute_path_fails_even_where_it_matches()
    {
        Verified("// from /home/ada/model.cs");
        SnapshotException exception = await FailsAsync("// from /home/ada/model.cs");
        Assert.Contains("'/home/ada/model.cs'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_received_file_goes_when_the_texts_match()
    {
        Verified("a");
        await File.WriteAllTextAsync(file.ReceivedPath, "of an earlier run");
        await run.CompareAsync(file, "a");
        Assert.False(File.Exists(file.ReceivedPath));
    }

    [Theory]
    [InlineData("model")]
    [InlineData("MODEL")]
    public async Task A_file_name_used_twice_in_a_run_fails(string again)
    {
        Verified("a");
        await run.CompareAsync(file, "a");
        SnapshotException exception = await Assert.ThrowsAsync<SnapshotException>(
            () => run.CompareAsync(new SnapshotFile(directory, again, "cs"), "a"));
        Assert.Contains("twice", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verified_file_that_is_not_UTF_8_fails()
    {
        await File.WriteAllBytesAsync(file.VerifiedPath, [(byte)'a', 0xE9, (byte)'b']);
        SnapshotException exception = await FailsAsync("aéb");
        Assert.Contains("not UTF-8 at byte 1", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData(@"a\b")]
    [InlineData("a:b")]
    public void A_file_name_that_is_not_one_everywhere_is_refused(string name) =>
        Assert.Throws<SnapshotException>(() => new SnapshotFile(directory, name, "cs"));

    private void Verified(string text) => File.WriteAllBytes(file.VerifiedPath, Encoding.UTF8.GetBytes(text));

    private Task<SnapshotException> FailsAsync(string? received) =>
        Assert.ThrowsAsync<SnapshotException>(() => run.CompareAsync(file, received));
}
