namespace KernelGen.Generators.Tests.Snapshots;

public class AbsolutePathTests
{
    [Theory]
    [InlineData("/home/ada/model.cs")]
    [InlineData("/tmp/x.cs")]
    [InlineData("// written to /home/ada/model.cs")]
    [InlineData("#line 3 \"/Users/ada lovelace/model.cs\"")]
    [InlineData("first line\n/srv/build/out")]
    [InlineData("/w/1/s/model.cs")]
    [InlineData("path=/home/jürgen/x")]
    [InlineData("at:/home/ada/x")]
    [InlineData("<c>/home/ada/x</c>")]
    [InlineData("file:///home/ada/x")]
    [InlineData(@"C:\Users\ada\model.cs")]
    [InlineData(@"""C:\\Users\\ada\\model.cs""")]
    [InlineData("in d:/work/model.cs")]
    [InlineData(@"\\server\share\model.cs")]
    public void An_absolute_path_is_found(string text) => Assert.NotNull(AbsolutePath.Find(text));

    [Theory]
    [InlineData("// a / b")]
    [InlineData("/// <summary>The mean.</summary>")]
    [InlineData("<br/> <see cref=\"Vector\"/>")]
    [InlineData("/* cost / n */")]
    [InlineData("// see https://example.org/a/b/c and http://localhost/x/y")]
    [InlineData("w̄ = Σ z̄·x/n, b̄ = Σ z̄/n/2")]
    [InlineData("x /n/2")]
    [InlineData("src/KernelGen/Models/IModel.cs")]
    [InlineData("./src/model.cs ../src/model.cs")]
    [InlineData("float y = a/b/c; // 2·784·128/(64·32)")]
    [InlineData("using Vector = global::System.Numerics.Vector;")]
    [InlineData("throw new ArgumentException($\"w:\\n{text}\");")]
    [InlineData("condition ? a : b")]
    public void What_only_looks_like_a_path_is_left_alone(string text) => Assert.Null(AbsolutePath.Find(text));
}
