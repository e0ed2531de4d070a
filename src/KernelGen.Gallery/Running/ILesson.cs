namespace KernelGen.Gallery.Running;

/// <summary>A command whose help goes on with examples.</summary>
internal interface ILesson
{
    /// <summary>What help ends with.</summary>
    string Lesson { get; }
}
